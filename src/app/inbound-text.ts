import type { KeptMail } from '../domain/inbound/kept-mail.ts';
import { readKept } from './apply-mail.ts';
import type { App } from './context.ts';

/** What a kept mail says, to be shown on a terminal: plain text, without characters that would steer one. Null once it is forgotten. */
export async function inboundText(app: App, kept: KeptMail): Promise<string | null> {
  const arrived = await readKept(app, kept);
  if (arrived === null) return null;
  const texts = arrived.mail.parts.filter(({ type, text }) => type.startsWith('text/') && /\S/.test(text));
  const plain = texts.filter(({ type }) => type === 'text/plain');
  return (plain.length > 0 ? plain : texts)
    .map(({ text }) => text.replace(/[^\P{C}\n\t]/gu, '').trim())
    .join('\n\n');
}
