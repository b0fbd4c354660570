import type { Instant } from '../../src/core/clock.ts';
import type { SlotDate } from '../../src/domain/calendar/calendar.ts';
import { noFacts, type ScheduleFacts } from '../../src/domain/schedule/facts.ts';
import { planTick, type TickDecision, type TickInput } from '../../src/domain/schedule/tick.ts';

export type Look = Omit<TickInput, 'facts'>;

/** Ticks against facts kept in memory, with the keys the database would have: a slot once, a topic once. */
export class Diary {
  facts: ScheduleFacts;

  constructor(facts: ScheduleFacts = noFacts) {
    this.facts = facts;
  }

  /** Decides and carries it out. With `dieAfter`, only the first so many records are made: a kill in between. */
  tick(look: Look, dieAfter = Number.POSITIVE_INFINITY): TickDecision {
    const decision = planTick({ ...look, facts: this.facts });
    for (const record of this.#recordsOf(decision, look.now).slice(0, dieAfter)) record();
    return decision;
  }

  /** What became of every slot, as `2026-12-22 missed (downtime)`. */
  get outcomes(): string[] {
    return this.facts.slots.map(({ date, outcome }) => {
      if (outcome.kind === 'published') return `${date} ${outcome.topic}`;
      return outcome.kind === 'missed' ? `${date} missed (${outcome.reason})` : `${date} skipped`;
    });
  }

  begin(from: SlotDate): void {
    this.facts = { ...this.facts, begunFrom: from };
  }

  #recordsOf({ begin, close, next }: TickDecision, now: Instant): (() => void)[] {
    const records = close.map((slot) => () => this.#record(slot));
    if (begin !== null) records.unshift(() => this.begin(begin));
    if (next.kind === 'publish') records.push(() => this.#publish(next, now));
    return records;
  }

  #publish({ slot, topic }: Extract<TickDecision['next'], { kind: 'publish' }>, at: Instant): void {
    if (this.facts.publications.some((publication) => publication.topic === topic))
      throw new Error(`${topic} twice`);
    this.#record({ date: slot.date, outcome: { kind: 'published', topic } });
    this.facts = {
      ...this.facts,
      publications: [...this.facts.publications, { topic, slot: slot.date, at }],
    };
  }

  #record({ date, outcome }: ScheduleFacts['slots'][number]): void {
    if (this.facts.slots.some((slot) => slot.date === date)) throw new Error(`slot ${date} twice`);
    this.facts = { ...this.facts, slots: [...this.facts.slots, { date, outcome }] };
  }
}
