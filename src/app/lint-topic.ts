import { HTML_LIMIT_BYTES, HTML_WARNING_BYTES, renderEdition } from '../mail/compose/render-edition.ts';
import { lintMail, type MailLint } from '../mail/lint/lint-mail.ts';
import type { App } from './context.ts';
import { examine, usableCalendar } from './examine.ts';
import { topicView } from './preview.ts';

export interface TopicLint extends MailLint {
  /** In bytes. */
  readonly size: {
    readonly html: number;
    readonly text: number;
    /** From here on the author is warned, and from there on the mail does not go out. */
    readonly warning: number;
    readonly limit: number;
  };
}

/** What mail programs lack of what a topic's mail uses, and how large it is. @throws AppError `not-found`, `invalid` for a mail that is too large */
export async function lintTopic(app: App, id: string): Promise<TopicLint> {
  const calendar = usableCalendar(await examine(app.workspace));
  const { html, text, htmlBytes } = await renderEdition(app.templates, await topicView(app, calendar, id));
  const sizes = {
    html: htmlBytes,
    text: Buffer.byteLength(text),
    warning: HTML_WARNING_BYTES,
    limit: HTML_LIMIT_BYTES,
  };
  return { ...(await lintMail(html)), size: sizes };
}
