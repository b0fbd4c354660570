import { expect, test } from 'vitest';
import type {
  Delivery,
  DeliveryId,
  DeliveryNote,
  DeliveryState,
  EditionId,
} from '../../../src/domain/deliveries/delivery.ts';
import { type StoryEvent, storyOf } from '../../../src/domain/deliveries/story.ts';
import type { SubscriberId } from '../../../src/domain/readers/subscriber.ts';

const opened: readonly StoryEvent[] = [
  { at: 1, kind: 'edition.opening', detail: null },
  { at: 2, kind: 'edition.open', detail: '12' },
];

function delivery(state: DeliveryState, attempts = 1): Delivery {
  return {
    id: 1 as DeliveryId,
    edition: 1 as EditionId,
    subscriber: 1 as SubscriberId,
    address: null,
    state,
    attempts,
  };
}

function note(at: number, change: Partial<DeliveryNote>): DeliveryNote {
  return { at, from: 'sending', to: 'deferred', by: 'relay', detail: null, ...change };
}

const told = (
  state: DeliveryState,
  attempts: number,
  notes: readonly DeliveryNote[],
  events: readonly StoryEvent[] = opened,
) => storyOf(delivery(state, attempts), notes, events).map(({ at, words }) => `${at} ${words}`);

test('a mail that was refused for now and then sent has a chain from the list to the relay’s last word', () => {
  const notes = [note(3, { detail: '451 4.7.1 greylisted' })];
  expect(told({ kind: 'sent', at: 9, reply: '250 2.0.0 taken' }, 2, notes)).toEqual([
    '1 content and list of readers frozen; this reader is on it',
    '2 queued, one of 12; sending begins',
    '3 attempt 1 was refused for now: 451 4.7.1 greylisted',
    '9 sent (attempt 2); the mail server said: 250 2.0.0 taken',
  ]);
});

test('what happened to the mailing afterwards comes after it', () => {
  const events = [...opened, { at: 20, kind: 'edition.complete', detail: null }];
  expect(told({ kind: 'sent', at: 9, reply: '250 ok' }, 1, [], events).slice(2)).toEqual([
    '9 sent (attempt 1); the mail server said: 250 ok',
    '20 the mailing was complete',
  ]);
});

test('while it waits, the chain ends with when it is tried again', () => {
  const notes = [note(3, { detail: '451 later' }), note(5, { detail: '451 still' })];
  expect(told({ kind: 'deferred', until: 60, reply: '451 still' }, 2, notes).slice(2)).toEqual([
    '3 attempt 1 was refused for now: 451 later',
    '5 attempt 2 was refused for now: 451 still',
    '60 attempt 3 is due',
  ]);
});

test('what the last note has said is not said twice', () => {
  const failed = { kind: 'failed', at: 3, reason: 'policy', reply: '550 5.7.1 no' } as const;
  const notes = [note(3, { to: 'failed', detail: '550 5.7.1 no' })];
  expect(told(failed, 1, notes).slice(2)).toEqual(['3 attempt 1 was refused for good: 550 5.7.1 no']);
  expect(told(failed, 1, []).slice(2)).toEqual(['3 failed (policy): 550 5.7.1 no']);
});

test('a take-over, the author’s word and evidence are told apart', () => {
  const notes = [
    note(3, { to: 'uncertain', by: 'take-over' }),
    note(4, { from: 'uncertain', to: 'queued', by: 'author' }),
    note(5, { to: 'uncertain', detail: 'the connection broke' }),
    note(6, {
      from: 'uncertain',
      to: 'sent',
      by: 'evidence',
      detail: 'mail.log line 7: postfix queue AAAAA1',
    }),
  ];
  expect(told({ kind: 'sent', at: 6, reply: '' }, 1, notes).slice(2)).toEqual([
    '3 begun (attempt 1) by a worker that died before an answer came: nobody knows whether it was sent',
    '4 uncertain -> queued, by your word',
    '5 attempt 2 was handed over, and no answer came: the connection broke',
    '6 uncertain -> sent, as is proven by mail.log line 7: postfix queue AAAAA1',
  ]);
});

test('pauses of the mailing and what the reader did stand between', () => {
  const events = [
    ...opened,
    { at: 3, kind: 'edition.paused', detail: 'author' },
    { at: 4, kind: 'subscriber.unsubscribed', detail: 'one-click' },
    { at: 5, kind: 'edition.resumed', detail: null },
    { at: 5, kind: 'suppression.lifted', detail: null },
  ];
  expect(told({ kind: 'skipped', at: 6, reason: 'unsubscribed' }, 0, [], events).slice(2)).toEqual([
    '3 the mailing was paused by you',
    '4 the reader left (one-click)',
    '5 the mailing went on',
    '6 not sent: the reader had left',
  ]);
});
