import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCodeOf } from '../core/errors.ts';
import type { SiteFile } from './model.ts';
import { pictureType } from './pictures/rendition-store.ts';
import { UNFINISHED } from './put-files.ts';
import { KEPT } from './write.ts';

/** The pictures of mails on the site in `folder`, those of posts that were revised or taken back among them, for a copy of the site. */
export async function keptPictures(folder: string): Promise<readonly SiteFile[]> {
  const names = await readdir(join(folder, KEPT)).catch(noneWhenAbsent);
  return names
    .filter((name) => !name.endsWith(UNFINISHED))
    .toSorted()
    .map((name) => ({
      path: `${KEPT}${name}`,
      contents: () => readFile(join(folder, KEPT, name)),
      type: pictureType(name),
      role: 'asset',
    }));
}

function noneWhenAbsent(error: unknown): string[] {
  if (systemCodeOf(error) === 'ENOENT') return [];
  throw error;
}
