import type { Instant } from '../core/clock.ts';
import { addressOf, type Chrome } from './chrome.ts';
import { escapeXml } from './escape-xml.ts';

/** A page that search engines may list. */
export interface MappedPage {
  /** Begins with `/`. */
  readonly path: string;
  /** When it last changed; null for lists, of which that is not known. */
  readonly changedAt: Instant | null;
}

/** The map of the site for search engines (sitemaps.org, 0.9). At most 50,000 pages may stand in one map. */
export function sitemapXml(pages: readonly MappedPage[], chrome: Chrome): string {
  const urls = pages.map(({ path, changedAt }) => {
    const changed = changedAt === null ? '' : `<lastmod>${new Date(changedAt).toISOString()}</lastmod>`;
    return `<url><loc>${escapeXml(addressOf(chrome, path))}</loc>${changed}</url>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`;
}
