import { never } from '../core/errors.ts';
import type { Calendar, EmailPolicy } from '../domain/calendar/calendar.ts';
import type { Edition } from '../domain/deliveries/delivery.ts';
import type { EmailFacts } from '../domain/schedule/email.ts';

/** What the author has said about a pending edition, for `emailDecision`. `contentHash` is of what would leave now. */
export function emailFacts(edition: Edition, contentHash: string): EmailFacts {
  const { publishedAt, approved, sendNow } = edition;
  if (approved === null) return { publishedAt, word: null, contentHash };
  const word = {
    kind: sendNow ? 'send-now' : 'approve',
    at: approved.at,
    contentHash: approved.hash,
  } as const;
  return { publishedAt, word, contentHash };
}

/**
 * What the author's calendar says about mailing. What is no post goes out by the author's yes and no other way, whatever it says. A part of a series
 * repeats a post that was let out before, to readers who asked for it: it waits for the window, and for nothing else. A post from before Fortnight that was
 * never mailed waits as any post does, the first time.
 * @param editions all there are
 */
export function emailPolicyFor(
  edition: Edition,
  { email }: Calendar,
  editions: readonly Edition[],
): EmailPolicy {
  switch (edition.kind) {
    case 'series':
      return wasLetOut(edition, editions) ? { ...email, after: 0, approval: 'none' } : email;
    case 'correction':
    case 'announcement':
      return { ...email, approval: 'required' };
    case 'regular':
    case 'digest':
      return email;
    default:
      return never(edition.kind);
  }
}

function wasLetOut({ id, topic }: Edition, editions: readonly Edition[]): boolean {
  return editions.some(
    (other) =>
      other.topic === topic &&
      other.id !== id &&
      (other.kind === 'regular' || other.kind === 'series') &&
      !other.test &&
      other.openedAt !== null,
  );
}
