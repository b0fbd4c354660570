import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { App } from './context.ts';

/** Goes up when other files are made of the same picture. */
const MADE_BY = 1;

/** Names what is made of a picture of these octets. */
export function keyOf(hash: string): string {
  return createHash('sha256')
    .update(JSON.stringify([MADE_BY, hash]))
    .digest('hex')
    .slice(0, 32);
}

/** Where what was made of pictures is kept. It may be removed: what posts still have beside them is made again. */
export function picturesFolder({ workspace }: Pick<App, 'workspace'>): string {
  return join(workspace.data, 'pictures');
}
