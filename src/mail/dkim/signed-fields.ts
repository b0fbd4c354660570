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
  const byName = fieldsByName(fields);
  const names: string[] = [];
  for (const name of SIGNED) {
    const found = byName.get(name)?.length ?? 0;
    const times = found > 0 && ONCE_MORE.has(name) ? found + 1 : found;
    for (let time = 0; time < times; time += 1) names.push(name);
  }
  return names;
}

/**
 * The fields of these names as they are signed: a CRLF after each. The first mention of a name means the last field of that name, the next
 * mention the one above, and a mention too many nothing (RFC 6376 5.4.2).
 */
export function signedText(fields: readonly Field[], names: readonly string[]): string {
  const left = fieldsByName(fields);
  let text = '';
  for (const name of names) {
    const field = left.get(name)?.pop();
    if (field !== undefined) text += `${relaxedField(field)}\r\n`;
  }
  return text;
}

/** In the order in which they stand there. */
function fieldsByName(fields: readonly Field[]): Map<string, Field[]> {
  const byName = new Map<string, Field[]>();
  for (const field of fields) {
    const known = byName.get(field.name);
    if (known === undefined) byName.set(field.name, [field]);
    else known.push(field);
  }
  return byName;
}
