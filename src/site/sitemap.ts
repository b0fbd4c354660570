import { addressOf, type Chrome } from './chrome.ts';
import { escapeXml } from './escape-xml.ts';

/** The map of the site for search engines (sitemaps.org, 0.9). `paths` begin with `/`; at most 50,000 may stand in one map. */
export function sitemapXml(paths: readonly string[], chrome: Chrome): string {
  const urls = paths.map((path) => `<url><loc>${escapeXml(addressOf(chrome, path))}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`;
}
