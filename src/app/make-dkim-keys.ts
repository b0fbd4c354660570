import { basename, join } from 'node:path';
import { AppError } from '../core/errors.ts';
import { type Algorithm, makeKey } from '../mail/dkim/keys.ts';
import { isSelector } from '../mail/dkim/selector.ts';
import { exists, writeNewFiles } from '../workspace/new-files.ts';
import type { KeyPlace } from './dkim-config.ts';

const ALGORITHMS: readonly Algorithm[] = ['rsa', 'ed25519'];

/**
 * Makes an RSA and an Ed25519 key, as files that their owner alone can read. Nothing is written when either file is there already.
 * @param folder absolute
 * @param name what both selectors begin with, so that new keys can stand in DNS beside old ones
 * @throws AppError `invalid` for a name or folder that DKIM_KEY could not hold, `conflict` when a file is there
 */
export async function makeDkimKeys(folder: string, name: string): Promise<readonly KeyPlace[]> {
  const places = ALGORITHMS.map((algorithm) => {
    const selector = `${name}-${algorithm}`;
    return { algorithm, selector, file: join(folder, `${selector}.pem`) };
  });
  refuseUnspeakable(places, name);
  for (const { file } of places) {
    if (!(await exists(file))) continue;
    throw new AppError('conflict', `${file} is there already; nothing was written`, {
      help: 'name the new keys otherwise, such as --name 2027; the old ones stay in DNS until the last mail they signed has arrived',
    });
  }
  const files = await Promise.all(
    places.map(async ({ algorithm, file }) => ({
      path: basename(file),
      text: await makeKey(algorithm),
      mode: 0o600,
    })),
  );
  await writeNewFiles(folder, files);
  return places.map(({ selector, file }) => ({ selector, file }));
}

function refuseUnspeakable(places: readonly KeyPlace[], name: string): void {
  for (const { selector, file } of places) {
    if (!isSelector(selector))
      throw new AppError(
        'invalid',
        `"${name}" cannot begin a selector; allowed are letters, digits and hyphens`,
      );
    if (file.includes(','))
      throw new AppError('invalid', `${file} has a comma, which DKIM_KEY takes for the end of a path`);
  }
}
