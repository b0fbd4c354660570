import { createHash } from 'node:crypto';
import type { HeaderField } from '../../domain/inbound/inbound-mail.ts';

/** What its writer set. Fields that servers add on the way are others for each way in, and so are not among these. */
const OF_THE_WRITER = new Set([
  'message-id',
  'date',
  'from',
  'to',
  'cc',
  'subject',
  'in-reply-to',
  'references',
  'auto-submitted',
  'content-type',
]);

/**
 * Names a message by what its writer sent, in hexadecimal: the same for the same mail whether a server hands it over or it is found in a mailbox.
 * Line ends do not count, nor blanks at the end of lines and of the message, which servers mend.
 * @param raw the whole message
 * @param headers its header as it was read
 */
export function fingerprintOf(raw: Buffer, headers: readonly HeaderField[]): string {
  const hash = createHash('sha256');
  const set = headers.filter(({ name }) => OF_THE_WRITER.has(name));
  for (const { name, value } of set) hash.update(`${name}\0${value.replace(/\s+/g, ' ').trim()}\0`);
  return hash.update(bodyOf(raw, set.length > 0)).digest('hex');
}

/** Of what has no empty line, all is header; and where that says nothing, all is body. */
function bodyOf(raw: Buffer, hasHeader: boolean): string {
  const text = raw.toString('latin1').replace(/\r\n?/g, '\n');
  const end = text.indexOf('\n\n');
  const body = end >= 0 ? text.slice(end + 2) : hasHeader ? '' : text;
  return withoutAtEnd(
    body
      .split('\n')
      .map((line) => withoutAtEnd(line, ' \t'))
      .join('\n'),
    '\n',
  );
}

/** Not by an expression: one that looks for blanks at the end takes for ever where there is nothing else. */
function withoutAtEnd(text: string, unwanted: string): string {
  let end = text.length;
  while (end > 0 && unwanted.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
