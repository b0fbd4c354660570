import { describe, expect, it } from 'vitest';
import type { Cadence } from '../../../src/domain/calendar/calendar.ts';
import { noFacts, type ScheduleFacts, type SlotOutcome } from '../../../src/domain/schedule/facts.ts';
import { nextSeriesSlot, seriesSlot } from '../../../src/domain/schedule/series-slot.ts';
import { calendarWith, date, instant, topicId } from '../../support/calendars.ts';

const cadence = (change: Partial<Cadence>): Cadence => calendarWith({ topics: [], cadence: change }).cadence;

const SLOT = '2026-12-22T09:00:00-08:00';
const begun: ScheduleFacts = { ...noFacts, begunFrom: date('2026-12-01') };
const recorded = (outcome: SlotOutcome): ScheduleFacts => ({
  ...begun,
  slots: [{ date: date('2026-12-22'), outcome }],
});
const at = (now: string, change: Partial<Cadence> = {}, facts = begun) =>
  seriesSlot(cadence(change), facts, instant(now))?.date ?? null;

describe('the slot whose parts are due', () => {
  it('is the last one that came, from its moment and for as long as it may publish', () => {
    expect(at('2026-12-22T08:59:59-08:00')).toBeNull();
    expect(at(SLOT)).toBe('2026-12-22');
    expect(at('2026-12-24T09:00:00-08:00')).toBe('2026-12-22');
    expect(at('2026-12-24T09:00:01-08:00')).toBeNull();
  });

  it('is one alone, however long nobody looked', () => {
    expect(at('2027-03-02T10:00:00-08:00')).toBe('2027-03-02');
    expect(at('2027-03-10T10:00:00-08:00')).toBeNull();
  });

  it('is none that is skipped, none that was closed without a post, and none before the beginning', () => {
    expect(at(SLOT, { skip: [{ from: date('2026-12-22'), to: date('2026-12-22') }] })).toBeNull();
    expect(at(SLOT, { pauseUntil: date('2027-01-01') })).toBeNull();
    expect(at(SLOT, {}, recorded({ kind: 'missed', reason: 'late' }))).toBeNull();
    expect(at(SLOT, {}, recorded({ kind: 'skipped' }))).toBeNull();
    expect(at(SLOT, {}, { ...noFacts, begunFrom: date('2026-12-23') })).toBeNull();
    expect(at(SLOT, {}, noFacts)).toBeNull();
  });

  it('counts as published whatever the file says by now', () => {
    const published = recorded({ kind: 'published', topic: topicId('raft-1') });
    expect(at(SLOT, { pauseUntil: date('2027-01-01') }, published)).toBe('2026-12-22');
  });
});

describe('the one before was too soon', () => {
  const tooSoon = (now: string, change: Partial<Cadence> = {}) =>
    seriesSlot(cadence(change), begun, instant(now))?.tooSoonAfter;

  it('when it opened later than a slot may be late', () => {
    expect(tooSoon(SLOT)).toBe(instant('2026-12-10T09:00:00-08:00'));
  });

  it('by the wall clock, when the clocks change in between', () => {
    expect(tooSoon('2027-03-16T09:00:00-07:00')).toBe(instant('2027-03-04T09:00:00-08:00'));
  });

  it('when it came by a slot of the grid, for a slot beside the grid', () => {
    const extra = { extra: [date('2026-12-15')] };
    expect(tooSoon('2026-12-15T09:00:00-08:00', extra)).toBe(instant('2026-12-03T09:00:00-08:00'));
  });

  it('when it came in the same slot, however long a slot may be late', () => {
    expect(tooSoon(SLOT, { catchUp: 20 * 86_400_000 })).toBe(instant(SLOT) - 1);
  });
});

it('what is asked for now comes in the next slot that is open', () => {
  const next = (from: string, change: Partial<Cadence> = {}) =>
    nextSeriesSlot(cadence(change), instant(from));
  expect(next('2026-12-20T12:00:00-08:00')).toBe('2026-12-22');
  expect(next(SLOT)).toBe('2026-12-22');
  expect(next('2026-12-22T09:00:01-08:00')).toBe('2027-01-05');
  const skip = [{ from: date('2026-12-20'), to: date('2027-01-10') }];
  expect(next('2026-12-20T12:00:00-08:00', { skip })).toBe('2027-01-19');
});
