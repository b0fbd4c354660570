import type { Calendar } from '../domain/calendar/calendar.ts';
import { type MailName, parseMailName } from '../mail/compose/mailbox-name.ts';
import { hostOf, messageIdFor } from '../mail/compose/message-id.ts';
import type { MailBlog } from '../mail/compose/render-single.ts';
import type { App } from './context.ts';

/** Who our mails come from. */
export interface Sender {
  readonly from: MailName;
  readonly replyTo: MailName | null;
  readonly envelopeFrom: string;
  readonly blog: MailBlog;
}

/** Reads the calendar's `email` block; readers see the blog's title unless `from` has a name of its own. */
export function senderOf(app: App, calendar: Calendar): Sender {
  const { blog, email } = calendar;
  const from = parseMailName(email.from);
  return {
    from: { name: from.name ?? blog.title, address: from.address },
    replyTo: email.replyTo === email.from ? null : parseMailName(email.replyTo),
    envelopeFrom: from.address,
    blog: { title: blog.title, url: app.config.url, language: blog.language },
  };
}

/** A Message-ID of ours: the same for the same parts, so on every retry. */
export function ourMessageId(app: App, ...parts: readonly (string | number)[]): string {
  return messageIdFor(parts.map(String), app.keyring.key('message-id'), hostOfBlog(app.config.url));
}

/** Asked for with every mail, and reading a URL takes longer than signing. */
let known = { url: '', host: '' };

function hostOfBlog(url: string): string {
  if (known.url !== url) known = { url, host: hostOf(url) };
  return known.host;
}
