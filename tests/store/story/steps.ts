import fc from 'fast-check';
import { HOUR, MINUTE, SECOND } from '../../../src/core/clock.ts';
import type { Settlement } from '../../../src/domain/deliveries/delivery.ts';
import { T0 } from '../../support/stores.ts';

const READERS = 6;
const TOPICS = 2;

export type ReaderVerb = 'subscribe' | 'confirm' | 'unsubscribe' | 'undo' | 'suppress' | 'erase';
export type EditionVerb =
  | 'publish'
  | 'freeze'
  | 'open'
  | 'begin'
  | 'complete'
  | 'withdraw'
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'skip-cancelled'
  | 'retry'
  | 'resolve-sent'
  | 'resolve-resend';

/** One thing that may happen to a store; `who` and `which` pick a reader and an edition. */
export type Step =
  | { readonly kind: 'reader'; readonly verb: ReaderVerb; readonly who: number }
  | { readonly kind: 'edition'; readonly verb: EditionVerb; readonly which: number }
  | { readonly kind: 'settle'; readonly how: Settlement; readonly suppress: boolean }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'import' | 'take-over' | 'kill' };

/** Where every story starts, or few would come to the interesting part: some are under way, and some wait behind a limit. */
export const PRELUDE: readonly Step[] = [
  { kind: 'import' },
  { kind: 'edition', verb: 'publish', which: 1 },
  { kind: 'edition', verb: 'freeze', which: 1 },
  { kind: 'edition', verb: 'open', which: 1 },
  { kind: 'edition', verb: 'open', which: 1 },
  { kind: 'edition', verb: 'open', which: 1 },
  { kind: 'take-over' },
  { kind: 'edition', verb: 'begin', which: 1 },
  { kind: 'edition', verb: 'begin', which: 1 },
];

const outcome: fc.Arbitrary<Settlement> = fc.constantFrom<Settlement>(
  { kind: 'sent', reply: '250 Ok' },
  { kind: 'deferred', until: T0 + MINUTE, reply: '451 later' },
  { kind: 'failed', reason: 'refused', reply: '550 no' },
  { kind: 'queued' },
  { kind: 'uncertain' },
);

const readerVerb = fc.constantFrom<ReaderVerb>(
  'subscribe',
  'confirm',
  'confirm',
  'unsubscribe',
  'undo',
  'suppress',
  'erase',
);

/** What is to happen often stands more than once. */
const editionVerb = fc.constantFrom<EditionVerb>(
  ...(['publish', 'freeze', 'open', 'open', 'complete', 'withdraw'] as const),
  ...(['begin', 'begin', 'begin', 'begin', 'begin'] as const),
  ...(['pause', 'resume', 'resume', 'cancel', 'skip-cancelled'] as const),
  ...(['retry', 'retry', 'retry', 'resolve-sent', 'resolve-resend'] as const),
);

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('reader' as const),
      verb: readerVerb,
      who: fc.integer({ min: 1, max: READERS }),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('edition' as const),
      verb: editionVerb,
      which: fc.integer({ min: 1, max: TOPICS }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      how: outcome,
      suppress: fc.constantFrom(false, false, true),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      milliseconds: fc.constantFrom(SECOND, MINUTE, HOUR, -MINUTE),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('import', 'take-over', 'kill') }) },
);
