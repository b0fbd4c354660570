import { encodeWord } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import { headerValue } from './header-value.ts';

/** RFC 5322 3.2.3, without what a mail program might take for something else. */
const ATOMS = /^[A-Za-z0-9_-]+(?: [A-Za-z0-9_-]+)*$/;
/** What a quoted string holds, but for what looks like an encoded word. */
const QUOTABLE = /^(?!.*=\?)[\x20-\x7e]+$/;
/** So that the line stays within 78 characters, `To: ` and an address of usual length included. */
const SHORT = 40;
/** Characters in an encoded word (RFC 2047 2). */
const WORD_LENGTH = 75;

/**
 * The value of a To header, encoded and folded. nodemailer takes a hundred times as long for a name as for all else in a reader's copy, so the
 * usual ones are done here. `name` is one line already, perhaps an empty one. Throws `invalid` for an address that is not ASCII.
 */
export function toHeaderValue(name: string, address: string): string {
  const mailbox = headerValue('To', address);
  if (name === '') return mailbox;
  if (name.length <= SHORT && ATOMS.test(name)) return `${name} <${mailbox}>`;
  if (name.length <= SHORT && QUOTABLE.test(name)) return `"${name.replace(/["\\]/g, '\\$&')}" <${mailbox}>`;
  if (/[^\x20-\x7e]/.test(name))
    return `${encodeWord(name, 'B', WORD_LENGTH).replaceAll(' ', '\r\n ')}\r\n <${mailbox}>`;
  return folded(name, mailbox);
}

/** A long row of words, and whatever else is rare. */
function folded(name: string, address: string): string {
  const lines = new MimeNode('text/plain').setHeader('To', { name, address }).buildHeaders();
  const value = /^To: (.*(?:\r\n[ \t].*)*)/m.exec(lines)?.[1];
  if (value === undefined) throw new Error('nodemailer left the To header out');
  return value;
}
