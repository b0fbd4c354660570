import { afterAll } from 'vitest';
import { parsePost } from '../../src/domain/posts/post.ts';
import { type EmailArticle, renderEmail } from '../../src/domain/posts/render-email.ts';
import { openDrawingProcess } from '../../src/mail/pictures/drawing-process.ts';

/** The article of a mail, its pictures drawn by the real thing, which is started for posts that have any. */
export function emailArticle(markdown: string): Promise<EmailArticle> {
  return renderEmail(parsePost(markdown), { baseUrl: 'https://example.com/posts/raft-1/' }, PICTURES);
}

const drawing = openDrawingProcess();
afterAll(drawing.close);

export const PICTURES = { draw: drawing.draw, siteUrl: 'https://example.com' };
