import { type Field, relaxedField } from './canonical.ts';

/** Fields that a signature covers where a message has them. What is not here, a relay may add or change without harm. */
const SIGNED = [
  'from',
  'reply-to',
  'to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'list-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'list-help',
  'list-owner',
  'list-post',
  'list-archive',
  'archived-at',
  'feedback-id',
  'auto-submitted',
  'precedence',
];

/** Those a reader sees or a button obeys: nobody may add a second one (RFC 6376 8.15). */
const ONCE_MORE = new Set([
  'from',
  'reply-to',
  'to',
  'subject',
  'date',
  'list-unsubscribe',
  'list-unsubscribe-post',
]);

/** The names for `h=`: each field's as often as it stands there, and those of `ONCE_MORE` once more than that. */
export function namesToSign(fields: readonly Field[]): string[] {
  return SIGNED.flatMap((name) => {
    const found = fields.filter((field) => field.name === name).length;
    const times = found > 0 && ONCE_MORE.has(name) ? found + 1 : found;
    return Array<string>(times).fill(name);
  });
}

/**
 * The fields of these names as they are signed: a CRLF after each. The first mention of a name means the last field of that name, the next
 * mention the one above, and a mention too many nothing (RFC 6376 5.4.2).
 */
export function signedText(fields: readonly Field[], names: readonly string[]): string {
  const left = fields.toReversed();
  let text = '';
  for (const name of names) {
    const at = left.findIndex((field) => field.name === name);
    const [field] = at < 0 ? [] : left.splice(at, 1);
    if (field !== undefined) text += `${relaxedField(field)}\r\n`;
  }
  return text;
}
