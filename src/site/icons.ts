import { createHash } from 'node:crypto';
import { lightPalette } from '../domain/posts/palette.ts';
import type { Chrome } from './chrome.ts';
import { hrefOf } from './chrome.ts';
import { FAVICON, squareMark } from './mark.tsx';
import type { SiteFile } from './model.ts';
import { drawn } from './social/draw.ts';

export const MANIFEST = '/site.webmanifest';

/** For the home screen of a phone, which rounds the corners itself. */
export const TOUCH_ICON = pathOf(squareMark(180));
const APP_ICON = pathOf(squareMark(512));

/** The icons of the site in all their sizes, and the manifest that names them. */
export function iconFiles(chrome: Chrome): readonly SiteFile[] {
  return [
    { path: 'favicon.svg', contents: FAVICON, type: 'image/svg+xml', role: 'asset' },
    iconFile(TOUCH_ICON, squareMark(180)),
    iconFile(APP_ICON, squareMark(512)),
    {
      path: MANIFEST.slice(1),
      contents: manifest(chrome),
      type: 'application/manifest+json',
      role: 'asset',
    },
  ];
}

function iconFile(path: string, svg: string): SiteFile {
  return { path: path.slice(1), contents: () => drawn(svg), type: 'image/png', role: 'asset' };
}

/** W3C, Web Application Manifest. `browser`: it is a site, and looks like one. */
function manifest(chrome: Chrome): string {
  const home = hrefOf(chrome, '/');
  const app = {
    name: chrome.title,
    short_name: chrome.title,
    description: chrome.tagline,
    lang: chrome.language,
    id: home,
    start_url: home,
    scope: home,
    display: 'browser',
    background_color: lightPalette.page,
    theme_color: lightPalette.accent,
    icons: [
      { src: hrefOf(chrome, '/favicon.svg'), sizes: 'any', type: 'image/svg+xml' },
      { src: hrefOf(chrome, TOUCH_ICON), sizes: '180x180', type: 'image/png' },
      { src: hrefOf(chrome, APP_ICON), sizes: '512x512', type: 'image/png' },
    ],
  };
  return `${JSON.stringify(app, null, 2)}\n`;
}

function pathOf(svg: string): string {
  return `/assets/icons/${createHash('sha256').update(svg).digest('hex').slice(0, 10)}.png`;
}
