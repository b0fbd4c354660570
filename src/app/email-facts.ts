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
