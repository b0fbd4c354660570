/** What a list may say of a reader, mildest first: where it says two things, the graver counts. */
export const STATE_WORDS = [
  'active',
  'pending',
  'unsubscribed',
  'bounced',
  'erased',
  'excluded',
  'complained',
] as const;

export type StateWord = (typeof STATE_WORDS)[number];

const WORDS: Readonly<Record<StateWord, readonly string[]>> = {
  active: ['active', 'subscribed', 'confirmed', 'opted in'],
  pending: ['pending', 'unconfirmed', 'not confirmed', 'non subscribed', 'nonsubscribed', 'transactional'],
  unsubscribed: [
    'unsubscribed',
    'cancelled',
    'canceled',
    'opted out',
    'removed',
    'left',
    'disabled',
    'archived',
    'deleted',
  ],
  bounced: ['bounced', 'cleaned', 'undeliverable', 'hard bounced'],
  erased: ['erased', 'forgotten'],
  excluded: ['blocklisted', 'blacklisted', 'blocked', 'banned', 'excluded', 'suppressed'],
  complained: ['complained', 'complaint', 'spam complaint', 'marked as spam'],
};

/** What a word for a state means in most lists; null when we do not know it. @param word as `plainName` gives it */
export function stateFrom(word: string): StateWord | null {
  return STATE_WORDS.find((state) => WORDS[state].includes(word)) ?? null;
}

export function graver(one: StateWord, other: StateWord): StateWord {
  return STATE_WORDS.indexOf(one) > STATE_WORDS.indexOf(other) ? one : other;
}
