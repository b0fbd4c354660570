import { type DkimKey, parseKeys } from '../mail/dkim/keys.ts';
import { readKeyFile } from '../workspace/key-file.ts';
import type { DkimConfig } from './dkim-config.ts';

export interface LoadedKeys {
  /** In the order of the configuration. */
  readonly keys: readonly DkimKey[];
  /** What should be mended, in words, though the keys can be used. */
  readonly warnings: readonly string[];
}

/** Reads and checks the key files. @throws AppError `configuration` for one that is missing or no key that signs */
export async function loadDkimKeys(dkim: DkimConfig): Promise<LoadedKeys> {
  const files = await Promise.all(
    dkim.keys.map(async (place) => ({ ...place, ...(await readKeyFile(place.file)) })),
  );
  return {
    keys: parseKeys(files.map(({ selector, file, text }) => ({ selector, file, pem: text }))),
    warnings: files
      .filter(({ loose }) => loose)
      .map(({ file }) => `the DKIM key ${file} can be read by others on this machine: chmod 600 ${file}`),
  };
}
