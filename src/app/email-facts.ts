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
 * repeats a post that was let out before, to readers who asked for it: it waits for the window, and for nothing else.
 */
export function emailPolicyFor({ kind }: Edition, { email }: Calendar): EmailPolicy {
  if (kind === 'series') return { ...email, after: 0, approval: 'none' };
  return kind === 'correction' || kind === 'announcement' ? { ...email, approval: 'required' } : email;
}
