import type { Instant } from '../../core/clock.ts';
import { never } from '../../core/errors.ts';
import type { Delivery, DeliveryNote, DeliveryState } from './delivery.ts';

/** One thing that happened to a mailing or to one reader's copy of it. */
export interface StoryLine {
  readonly at: Instant;
  readonly words: string;
}

/** What happened to the mailing as a whole, or to the reader, from the history. */
export interface StoryEvent {
  readonly at: Instant;
  /** e.g. `edition.opening` */
  readonly kind: string;
  readonly detail: string | null;
}

/**
 * The chain of what happened to one reader's copy, oldest first: from the freezing of the list to the relay's last word.
 * @param events of the mailing and of the reader, oldest first; those that say nothing about the copy are left out
 */
export function storyOf(
  delivery: Delivery,
  notes: readonly DeliveryNote[],
  events: readonly StoryEvent[],
): readonly StoryLine[] {
  const around = events.flatMap(({ at, kind, detail }): StoryLine[] => {
    const words = EVENT_WORDS[kind]?.(detail);
    return words === undefined ? [] : [{ at, words }];
  });
  let attempt = 0;
  const own = notes.map((note): StoryLine => {
    if (note.from === 'sending') attempt += 1;
    return { at: note.at, words: noteWords(note, attempt) };
  });
  // Sorting keeps the order of what has the same moment: what happened to all comes before what followed for one.
  return [...around, ...own, ...now(delivery, notes)].sort((left, right) => left.at - right.at);
}

const EVENT_WORDS: Readonly<Record<string, ((detail: string | null) => string) | undefined>> = {
  'edition.opening': () => 'content and list of readers frozen; this reader is on it',
  'edition.open': (audience) => `queued${audience === null ? '' : `, one of ${audience}`}; sending begins`,
  'edition.paused': (who) => `the mailing was paused ${who === 'author' ? 'by you' : `(${who})`}`,
  'edition.resumed': () => 'the mailing went on',
  'edition.cancelled': () => 'the mailing was cancelled',
  'edition.complete': () => 'the mailing was complete',
  'subscriber.unsubscribed': (how) => `the reader left${how === null ? '' : ` (${how})`}`,
  'subscriber.returned': () => 'the reader came back',
  'subscriber.erased': () => 'the reader was erased',
};

function noteWords({ from, to, by, detail }: DeliveryNote, attempt: number): string {
  const said = detail === null ? '' : `: ${detail}`;
  switch (by) {
    case 'relay':
      return `attempt ${attempt} ${RELAY_WORDS[to]}${said}`;
    case 'take-over':
      return `begun (attempt ${attempt}) by a worker that died before an answer came: nobody knows whether it was sent`;
    case 'reader':
      return `${from} -> ${to}, as the reader left or must not be mailed${said}`;
    case 'author':
      return `${from} -> ${to}, by your word${said}`;
    case 'evidence':
      return `${from} -> ${to}, as is proven by${said === '' ? ' evidence' : said.slice(1)}`;
    default:
      return never(by);
  }
}

const RELAY_WORDS: Readonly<Record<DeliveryNote['to'], string>> = {
  queued: 'did not reach the mail server, and waits to be made again',
  sending: 'was begun',
  sent: 'was accepted',
  deferred: 'was refused for now',
  failed: 'was refused for good',
  skipped: 'was not made',
  uncertain: 'was handed over, and no answer came',
};

/** Where it stands now, unless the last note has just said so. */
function now({ state, attempts }: Delivery, notes: readonly DeliveryNote[]): readonly StoryLine[] {
  const told = notes.at(-1)?.to === state.kind;
  const line = stateLine(state, attempts);
  const adds = state.kind === 'deferred' || state.kind === 'queued' || !told;
  return line === null || !adds ? [] : [line];
}

function stateLine(state: DeliveryState, attempts: number): StoryLine | null {
  switch (state.kind) {
    case 'queued':
      return null;
    case 'sending':
      return { at: state.since, words: `begun (attempt ${attempts}); no answer yet` };
    case 'sent':
      return { at: state.at, words: `sent (attempt ${attempts}); the mail server said: ${state.reply}` };
    case 'deferred':
      return { at: state.until, words: `attempt ${attempts + 1} is due` };
    case 'failed':
      return { at: state.at, words: `failed (${state.reason}): ${state.reply}` };
    case 'skipped':
      return { at: state.at, words: `not sent: ${SKIP_WORDS[state.reason]}` };
    case 'uncertain':
      return { at: state.since, words: 'begun and never answered: nobody knows whether it was sent' };
    default:
      return never(state);
  }
}

const SKIP_WORDS = {
  unsubscribed: 'the reader had left',
  suppressed: 'the address must not be mailed',
  cancelled: 'the mailing was cancelled',
} as const;
