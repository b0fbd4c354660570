import { parseInstant } from '../../core/clock.ts';
import { parseLocalDate } from '../../core/zoned-time.ts';
import type { SlotDate, TopicId } from '../calendar/calendar.ts';
import { topicIdOf } from '../calendar/entries.ts';
import type { MissReason, PublicationFact, ScheduleFacts, SlotFact, SlotOutcome } from './facts.ts';

/** The facts as data for another machine; `parseFacts` reads them back. The shape only grows within a version. */
export function factsToJson({ begunFrom, slots, publications }: ScheduleFacts): unknown {
  return {
    version: 1,
    begunFrom,
    slots: slots.map(({ date, outcome }) => {
      const { kind, ...more } = outcome;
      return { date, outcome: kind, ...more };
    }),
    publications: publications.map((fact) => ({ ...fact, at: new Date(fact.at).toISOString() })),
  };
}

export type ParsedFacts =
  | { readonly ok: true; readonly facts: ScheduleFacts }
  | { readonly ok: false; readonly reason: string };

/** Reads what `factsToJson` wrote, from JSON text. `reason` names the first thing that is not as it should be. */
export function parseFacts(text: string): ParsedFacts {
  try {
    return { ok: true, facts: factsFrom(JSON.parse(text)) };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, reason: `it is not JSON (${error.message})` };
    if (error instanceof Unfit) return { ok: false, reason: error.message };
    throw error;
  }
}

/** Leaves the reading at the first fault; never leaves this file. */
class Unfit extends Error {}

function factsFrom(value: unknown): ScheduleFacts {
  const root = object(value, 'the file');
  if (root.version !== 1) throw new Unfit('`version` is not 1');
  const { begunFrom = null } = root;
  return {
    begunFrom: begunFrom === null ? null : date(begunFrom, 'begunFrom'),
    slots: list(root.slots, 'slots').map((each, index) => slotFrom(each, `slots[${index}]`)),
    publications: list(root.publications, 'publications').map((each, index) =>
      publicationFrom(each, `publications[${index}]`),
    ),
  };
}

function slotFrom(value: unknown, where: string): SlotFact {
  const slot = object(value, where);
  return { date: date(slot.date, `${where}.date`), outcome: outcomeFrom(slot, where) };
}

function outcomeFrom(slot: Readonly<Record<string, unknown>>, where: string): SlotOutcome {
  const reason = REASONS.find((known) => known === slot.reason);
  if (slot.outcome === 'published') return { kind: 'published', topic: topic(slot.topic, `${where}.topic`) };
  if (slot.outcome === 'skipped') return { kind: 'skipped' };
  if (slot.outcome === 'missed' && reason !== undefined) return { kind: 'missed', reason };
  throw new Unfit(
    `\`${where}\` has no outcome: published (with a topic), skipped, or missed (with a reason)`,
  );
}

const REASONS: readonly MissReason[] = ['downtime', 'late', 'not-ready', 'calendar-invalid'];

function publicationFrom(value: unknown, where: string): PublicationFact {
  const fact = object(value, where);
  const at = typeof fact.at === 'string' ? parseInstant(fact.at) : null;
  if (at === null) throw new Unfit(`\`${where}.at\` is no instant such as 2026-12-08T17:00:00Z`);
  const { slot = null, title, withdrawn, earlier } = fact;
  return {
    topic: topic(fact.topic, `${where}.topic`),
    slot: slot === null ? null : date(slot, `${where}.slot`),
    at,
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof withdrawn === 'boolean' ? { withdrawn } : {}),
    ...(typeof earlier === 'boolean' ? { earlier } : {}),
  };
}

function object(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Unfit(`${where} is no group of keys`);
  return Object.fromEntries(Object.entries(value));
}

function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Unfit(`\`${where}\` is no list`);
  return value;
}

function date(value: unknown, where: string): SlotDate {
  const read = typeof value === 'string' ? parseLocalDate(value) : null;
  if (read === null) throw new Unfit(`\`${where}\` is no date`);
  return read;
}

function topic(value: unknown, where: string): TopicId {
  const read = typeof value === 'string' ? topicIdOf(value) : null;
  if (read === null) throw new Unfit(`\`${where}\` is no id of a topic`);
  return read;
}
