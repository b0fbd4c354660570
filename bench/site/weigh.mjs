import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * What a page weighs on its way to a reader, in kB of 1,000 bytes, by its path on the site: compressed with gzip, with the style sheets, scripts and icons that it
 * loads, without pictures. The search's script and index are loaded by the search page alone.
 * @param {string} site the folder of the site
 * @param {string} path
 */
export function weighPage(site, path) {
  const html = readFileSync(join(site, path, 'index.html'), 'utf8');
  const links = [...html.matchAll(/<(?:link|script)\b[^>]*>/g)].flatMap(([tag]) => loadedBy(tag));
  const files = [Buffer.from(html), ...links.map((link) => readFileSync(join(site, link)))];
  return files.reduce((sum, file) => sum + gzipSync(file).length, 0) / 1_000;
}

function loadedBy(tag) {
  const loads = /^<script/.test(tag)
    ? /\ssrc="([^"]+)"/
    : /\srel="(?:stylesheet|icon|manifest)"/.test(tag)
      ? /\shref="([^"]+)"/
      : null;
  const link = loads?.exec(tag)?.[1];
  return link === undefined ? [] : [link];
}
