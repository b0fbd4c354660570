import { basename, join } from 'node:path';
import { hostOf } from '../mail/compose/message-id.ts';
import type { EmbeddedPicture } from '../mail/compose/mime.ts';
import { pictureType } from '../site/pictures/rendition-store.ts';
import { readWhole } from '../site/whole-file.ts';
import type { App } from './context.ts';

/** In octets, of all pictures of a mail. With what encoding adds it is a mail of 1 MB: more takes long on a phone, and a relay as many times as there are readers. */
const MOST_EMBEDDED = 700_000;

/**
 * The HTML of a mail with the pictures in it that the mail shall bring along, where the author chose that. What is beyond the limit, or not on the site at this moment, is left to
 * the site.
 */
export async function withEmbedded(
  { config, workspace }: Pick<App, 'config' | 'workspace'>,
  html: string,
): Promise<{ readonly html: string; readonly pictures: readonly EmbeddedPicture[] }> {
  if (config.mailPictures === 'site') return { html, pictures: [] };
  const pictures: EmbeddedPicture[] = [];
  let embedded = html;
  let room = MOST_EMBEDDED;
  for (const path of picturesIn(html, config.url)) {
    const file = await readWhole(join(workspace.siteFolder, path));
    if (file === null || file.octets.length > room) continue;
    room -= file.octets.length;
    const name = basename(path);
    const id = `${name}@${hostOf(config.url)}`;
    pictures.push({ id, name, type: pictureType(path), octets: file.octets });
    embedded = embedded.replaceAll(`src="${config.url}/${path}"`, `src="cid:${id}"`);
  }
  return { html: embedded, pictures };
}

/** Those of the site that mails refer to, each once, in the order in which they are seen. */
function picturesIn(html: string, siteUrl: string): readonly string[] {
  const sources = [...html.matchAll(/<img\b[^>]*\ssrc="([^"]*)"/g)].map(([, source = '']) => source);
  const paths = sources.flatMap((source) => {
    const path = source.startsWith(`${siteUrl}/`) ? source.slice(siteUrl.length + 1) : '';
    return /^media\/[0-9a-f]{32}\.\w+$/.test(path) ? [path] : [];
  });
  return [...new Set(paths)];
}
