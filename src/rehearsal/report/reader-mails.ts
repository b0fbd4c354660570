import type { Instant } from '../../core/clock.ts';
import { readMessageId } from '../../mail/compose/message-id.ts';
import type { Production } from '../production.ts';
import type { Letter } from '../relay/letters.ts';

/** A mail that one reader got. */
export interface ReaderMail {
  readonly at: Instant;
  /** The address that it went to: a reader may move. */
  readonly to: string;
  /** The edition's key, or the kind of a mail to one person. */
  readonly what: string;
  /** Empty for a mail to one person. */
  readonly subject: string;
}

/** Every mail to the reader who had this address at some time, in the order in which the relay took them. */
export function mailsToReader(production: Production, address: string): readonly ReaderMail[] {
  const letters = [...production.letters.messages()].flatMap(([, copies]) => copies);
  const known = letters.map((letter) => ({ letter, mail: mailOf(production, letter) }));
  const reader = known.find(({ letter: { to }, mail }) => to === address && mail.subscriber !== null)?.mail
    .subscriber;
  if (reader === undefined) return [];
  return known
    .filter(({ mail }) => mail.subscriber === reader)
    .map(({ letter: { at, to }, mail: { what, subject } }) => ({ at, to, what, subject }))
    .toSorted((one, other) => one.at - other.at);
}

function mailOf(
  { observer, desk }: Production,
  { messageId }: Letter,
): Pick<ReaderMail, 'what' | 'subject'> & { readonly subscriber: number | null } {
  const [kind, first, second] = readMessageId(messageId, [desk.keyring.key('message-id')]) ?? [];
  if (kind !== 'e') return { ...observer.singleMail(Number(first)), subject: '' };
  const edition = observer.editions().find(({ id }) => id === Number(first));
  return { what: edition?.key ?? 'unknown', subject: edition?.subject ?? '', subscriber: Number(second) };
}
