import type { SiteFile } from '../../src/site/model.ts';

/** The words of a file of the site; those of a picture are none. */
export function textOf(file: SiteFile | undefined): string {
  return typeof file?.contents === 'string' ? file.contents : '';
}

/** The words of the file at `path`, empty when there is none. */
export function textAt(files: readonly SiteFile[], path: string): string {
  return textOf(files.find((file) => file.path === path));
}

/** What would be written: pictures that are drawn only where they are missing are drawn. */
export async function octetsOf({ contents }: SiteFile): Promise<Buffer> {
  if (typeof contents === 'string') return Buffer.from(contents);
  return Buffer.from(typeof contents === 'function' ? await contents() : contents);
}
