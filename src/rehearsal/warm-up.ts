import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../app/context.ts';
import { senderOf } from '../app/sender.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { parsePost } from '../domain/posts/post.ts';
import { renderEmail } from '../domain/posts/render-email.ts';
import { renderWeb } from '../domain/posts/render-web.ts';
import { undrawableIn } from '../domain/posts/undrawable.ts';
import { renderNotice } from '../mail/compose/render-single.ts';
import { squareMark } from '../site/mark.tsx';
import { drawn } from '../site/social/draw.ts';
import { EVERY_PART } from './cast/words.ts';

/**
 * Loads whatever the application loads when it first needs it: the mail templates' compiler, the grammars of the code in the posts, and what draws pictures. How long
 * that takes is the host's affair, and must not be part of what a seed decides.
 */
export async function warmUp(app: App, calendar: Calendar): Promise<void> {
  const { postsFolder } = app.workspace;
  const names = (await readdir(postsFolder).catch(() => [])).filter((name) => name.endsWith('.md'));
  const texts = await Promise.all(names.map((name) => readFile(join(postsFolder, name), 'utf8')));
  const standing = { baseUrl: app.config.url };
  for (const text of [...texts, EVERY_PART]) {
    await renderEmail(parsePost(text), standing, { draw: app.draw, siteUrl: app.config.url });
    await renderWeb(parsePost(text), standing);
    await undrawableIn(text);
  }
  const { blog } = senderOf(app, calendar);
  await drawn(squareMark(16));
  await renderNotice(app.templates, { blog, notice: { subject: 'A rehearsal', paragraphs: [], links: [] } });
}
