import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCodeOf } from '../core/errors.ts';
import { isFeedPath } from './feeds/feed-paths.ts';

/** The feeds that lie in the site's folder, by address, each with a hash of its contents. `url`: the blog's, without a slash at the end. */
export async function feedsOn(folder: string, url: string): Promise<ReadonlyMap<string, string>> {
  const entries = (await readdir(folder, { recursive: true }).catch(whenAbsent)) ?? [];
  const paths = entries.map((path) => `/${path.replaceAll('\\', '/')}`).filter(isFeedPath);
  return hashed(paths.toSorted().map((path) => [`${url}${path}`, join(folder, path)]));
}

/** The pages that the sitemap in the site's folder names, in the same way. */
export async function pagesOn(folder: string, url: string): Promise<ReadonlyMap<string, string>> {
  const sitemap = (await readFile(join(folder, 'sitemap.xml'), 'utf8').catch(whenAbsent)) ?? '';
  // Written by `sitemapXml`, whose addresses hold nothing that XML would write otherwise.
  const addresses = [...sitemap.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address = '']) => address);
  return hashed(addresses.map((address) => [address, join(folder, address.slice(url.length), 'index.html')]));
}

/** What goes away meanwhile is not among them. */
async function hashed(
  files: readonly (readonly [address: string, file: string])[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const [address, file] of files) {
    const bytes = await readFile(file).catch(whenAbsent);
    if (bytes !== null)
      found.set(address, createHash('sha256').update(bytes).digest('base64url').slice(0, 22));
  }
  return found;
}

function whenAbsent(error: unknown): null {
  if (systemCodeOf(error) === 'ENOENT') return null;
  throw error;
}
