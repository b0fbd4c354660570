import { HOUR, MINUTE } from '../../core/clock.ts';
import { readMessageId } from '../../mail/compose/message-id.ts';
import type { Letter, Letters } from '../relay/letters.ts';
import type { DeliveryRow, Observer, SendingRow } from './observer.ts';
import type { Violation } from './violation.ts';
import { Wishes } from './wishes.ts';

export interface WatchOptions {
  readonly observer: Observer;
  readonly letters: Letters;
  /** Signs the application's Message-IDs. */
  readonly messageKey: Uint8Array;
  readonly messageIdOf: (edition: number, subscriber: number) => string;
  /** How many rows may be `sending` in one epoch: twice the connections. */
  readonly mostInFlight: number;
  /** How late a slot may still be used, in milliseconds: a slot that is not early, and not later than that, keeps the cadence. */
  readonly catchUp: () => number;
  /** What is uncertain is sent once more without being asked (FORTNIGHT_UNCERTAIN). */
  readonly resends: boolean;
  readonly report: (violation: Violation) => void;
}

/** A fault of the relay explains doubt for as long as a client waits for an answer, and then tries to write it down. */
const DOUBT_LASTS = 6 * HOUR;

/**
 * Watches the application keep its promises, at every commit and for every message that the relay takes. It knows what the relay took; the
 * application does not.
 */
export class Watch {
  readonly #options: WatchOptions;
  #sending = new Map<number, SendingRow>();
  /** Posts by reader, as the relay took them. */
  readonly #posts = new Set<string>();
  readonly #uncertain = new Set<number>();
  /** Deliveries that may rightly be taken twice, and those that the author called sent. */
  readonly #resent = new Set<number>();
  readonly #declared = new Set<number>();
  readonly #excused = new Set<string>();
  readonly #wishes: Wishes;
  #clockSetAt = Number.NEGATIVE_INFINITY;
  #version: number | null = null;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#wishes = new Wishes(options.observer, (rule, words) => this.#say(rule, words));
  }

  /** The author settles what nobody can know about an edition: it arrived, or shall be sent once more. */
  resolving(edition: number, how: 'sent' | 'resend'): void {
    const chosen = how === 'sent' ? this.#declared : this.#resent;
    for (const { id, state } of this.#options.observer.deliveriesOf(edition))
      if (state === 'uncertain') chosen.add(id);
  }

  /** What was decided before the clock was set may be recorded after it. */
  clockSet(at: number): void {
    this.#clockSetAt = at;
  }

  /** After a commit of this verb, if it changed anything; `at` on the world's clock. */
  commit(verb: string, at: number): void {
    const { observer } = this.#options;
    const version = observer.version();
    if (version === this.#version) return;
    this.#version = version;
    for (const { key, audience, rows } of observer.wrongSums())
      this.#say('sum', `${key} has an audience of ${audience}, and ${rows} rows`);
    for (const { key, state } of observer.completeButWaiting())
      this.#say('complete', `${key} is complete, and a delivery is ${state}`);
    const { catchUp } = this.#options;
    for (const { date } of observer.earlySlots()) this.#offTime(date, 'before its time', at);
    for (const { date } of observer.lateSlots(catchUp())) this.#offTime(date, 'when it was too late', at);
    this.#followUncertain(verb);
    this.#followRows(verb, at);
  }

  /** The relay took a message. */
  taken(letter: Letter): void {
    const ids = this.#read(letter);
    const copies = this.#options.letters.copiesOf(letter.messageId).length;
    if (ids === null) this.#say('copies', `a message without an id of ours: "${letter.messageId}"`);
    else if (ids.kind === 'edition') this.#takenOfEdition(ids.edition, ids.subscriber, copies);
    else if (copies > 1 && !this.#options.observer.isRepeatable(ids.id))
      this.#say('copies', `single mail ${ids.id} was taken ${copies} times`);
  }

  /** When all is over: everything is accounted for. `opened`: the editions that had time to come to their end. */
  end(opened: readonly number[]): void {
    const { observer } = this.#options;
    for (const { id, key, state } of observer.editions()) {
      if (opened.includes(id) && (state === 'opening' || state === 'open'))
        this.#say('lost', `${key} is still ${state}`);
      for (const row of observer.deliveriesOf(id)) this.#compare(row, 'is');
    }
  }

  #offTime(date: string, when: string, at: number): void {
    if (at - this.#clockSetAt < MINUTE) this.#excused.add(date);
    if (!this.#excused.has(date)) this.#say('schedule', `${date} was published ${when}`);
  }

  #takenOfEdition(edition: number, subscriber: number, copies: number): void {
    const { observer } = this.#options;
    const row = observer.deliveryTo(edition, subscriber);
    const allowed = row !== null && this.#resent.has(row.id);
    if (copies > 1 && !allowed)
      this.#say('copies', `edition ${edition} was taken ${copies} times for reader ${subscriber}`);
    this.#corrected(edition, subscriber);
    this.#wishes.taken(edition, subscriber, allowed);
    const topic = observer.postOf(edition);
    if (topic === null) return;
    const post = `${topic} to ${subscriber}`;
    if (this.#posts.has(post) && !allowed) this.#say('twice', `the post ${post} was taken twice`);
    this.#posts.add(post);
  }

  /** A correction goes to those who have what it corrects. */
  #corrected(edition: number, subscriber: number): void {
    const { observer, letters, messageIdOf } = this.#options;
    const topic = observer.correctedBy(edition);
    if (topic === null) return;
    const has = observer.editionsOf(topic).some((original) => {
      const row = observer.deliveryTo(original, subscriber);
      const taken = letters.copiesOf(messageIdOf(original, subscriber)).length > 0;
      return taken || (row !== null && this.#declared.has(row.id));
    });
    if (!has) this.#say('copies', `reader ${subscriber} got the correction of ${topic}, and never that`);
  }

  /** What becomes of a doubt: a late answer of its own worker settles it, or somebody's word. */
  #followUncertain(verb: string): void {
    for (const row of this.#options.observer.settledOf([...this.#uncertain])) {
      this.#uncertain.delete(row.id);
      if (verb === 'resolveUncertain' && this.#options.resends) this.#resent.add(row.id);
      const isAnswer = verb === 'turnLedger' && row.state !== 'sending';
      if (!isAnswer && !this.#resent.has(row.id) && !this.#declared.has(row.id))
        this.#say('uncertain', `${name(row)} was uncertain, and became ${row.state} by nobody's word`);
      this.#compare(row, 'became');
    }
  }

  /** What became of the rows that were under way, and what is under way now. */
  #followRows(verb: string, at: number): void {
    const { observer, mostInFlight } = this.#options;
    const sending = new Map(observer.sending().map((row) => [row.id, row]));
    for (const row of this.#sending.values())
      if (sending.get(row.id)?.attempts !== row.attempts) this.#settled(row, verb, at);
    for (const row of sending.values())
      if (this.#sending.get(row.id)?.attempts !== row.attempts) this.#begun(row);
    for (const [epoch, count] of countByEpoch(sending.values())) {
      if (count > mostInFlight) this.#say('in flight', `${count} rows are sending in epoch ${epoch}`);
    }
    // A row as it was begun: its reader may move to another address meanwhile, and the mail is under way to the one before.
    this.#sending = new Map([...sending].map(([id, row]) => [id, this.#asBegun(row)]));
  }

  #asBegun(row: SendingRow): SendingRow {
    const known = this.#sending.get(row.id);
    return known?.attempts === row.attempts ? known : row;
  }

  #begun(row: SendingRow): void {
    if (row.readerState !== 'active' || row.suppressed === 1) {
      const reader = row.suppressed === 1 ? 'suppressed' : row.readerState;
      this.#say('gone reader', `${name(row)} was begun, and the reader is ${reader}`);
    }
  }

  #settled(before: SendingRow, verb: string, at: number): void {
    const row = this.#options.observer.delivery(before.id);
    if (row === null) {
      this.#say('lost', `${name(before)} is gone`);
      return;
    }
    this.#compare(row, 'became');
    if (verb === 'acquireLease' && row.state !== 'uncertain')
      this.#say(
        'uncertain',
        `${name(row)} was left open by another worker, and became ${row.state} by guess`,
      );
    if (row.state !== 'uncertain') return;
    this.#uncertain.add(row.id);
    const orphaned = (before.epoch ?? 0) < this.#options.observer.epoch();
    const doubted = before.address === null ? at : this.#options.letters.doubtedAt(before.address);
    if (!orphaned && (doubted === null || at - doubted > DOUBT_LASTS))
      this.#say('uncertain', `${name(row)} became uncertain, and nothing went wrong`);
  }

  /** What the ledger says against what the relay took. */
  #compare(row: DeliveryRow, verb: 'is' | 'became'): void {
    const messageId = this.#options.messageIdOf(row.edition, row.subscriber);
    const taken = this.#options.letters.copiesOf(messageId).length > 0;
    if (row.state === 'sent' && !taken && !this.#declared.has(row.id))
      this.#say('state', `${name(row)} ${verb} sent, and the relay never took it`);
    const isKnown = ['sent', 'uncertain', 'sending'].includes(row.state) || this.#resent.has(row.id);
    if (taken && !isKnown) this.#say('state', `${name(row)} ${verb} ${row.state}, and the relay took it`);
  }

  #read({ messageId }: Letter) {
    const [kind, first, second] = readMessageId(messageId, [this.#options.messageKey]) ?? [];
    if (kind === 's' && first !== undefined) return { kind: 'single', id: Number(first) } as const;
    if (kind !== 'e' || first === undefined || second === undefined) return null;
    return { kind: 'edition', edition: Number(first), subscriber: Number(second) } as const;
  }

  #say(rule: Violation['rule'], words: string): void {
    this.#options.report({ rule, words });
  }
}

function countByEpoch(rows: Iterable<SendingRow>): Map<number | null, number> {
  const counts = new Map<number | null, number>();
  for (const { epoch } of rows) counts.set(epoch, (counts.get(epoch) ?? 0) + 1);
  return counts;
}

function name({ edition, subscriber }: Pick<DeliveryRow, 'edition' | 'subscriber'>): string {
  return `the delivery of edition ${edition} to reader ${subscriber}`;
}
