import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, MINUTE } from '../../../src/core/clock.ts';
import { wallClock } from '../../../src/core/zoned-time.ts';
import { plan } from '../../../src/domain/schedule/plan.ts';
import { isPublishingDay, slotOn, slotsAfter } from '../../../src/domain/schedule/slots.ts';
import { planTick } from '../../../src/domain/schedule/tick.ts';
import { calendarWith, date, wallTime, zone } from '../../support/calendars.ts';
import { Diary } from '../../support/diary.ts';
import { runs } from '../../support/runs.ts';
import { play, scenarios } from './scenarios.ts';

const HUNDRED_RUNS = runs(20261208, 100);

describe('over random calendars, edits and downtime', () => {
  test('a tick is idempotent', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        play(scenario, (diary, look) => {
          const twice = new Diary(diary.facts);
          twice.tick(look);
          const { facts } = twice;
          const again = twice.tick(look);
          expect(twice.facts).toBe(facts);
          expect(['idle', 'hold', 'needs-begin']).toContain(again.next.kind);
        });
      }),
      HUNDRED_RUNS,
    );
  });

  test('a kill between any two records changes nothing', () => {
    fc.assert(
      fc.property(scenarios, fc.array(fc.nat(3), { minLength: 1 }), (scenario, deaths) => {
        const restarted = new Diary();
        for (const [index, look] of scenario.looks.entries()) {
          restarted.tick(look, deaths[index % deaths.length] ?? 0);
          restarted.tick(look);
        }
        expect(restarted.facts).toEqual(play(scenario, () => {}).facts);
      }),
      HUNDRED_RUNS,
    );
  });

  test('facts only grow, in the order of their dates, and every date is a publishing day', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        let before = 0;
        const { facts } = play(scenario, (diary) => {
          expect(diary.facts.slots.length).toBeGreaterThanOrEqual(before);
          before = diary.facts.slots.length;
        });
        const dates = facts.slots.map((slot) => slot.date);
        expect(dates).toEqual(dates.toSorted());
        expect(dates.every((day) => isPublishingDay(scenario.cadence, day))).toBe(true);
      }),
      HUNDRED_RUNS,
    );
  });

  test('no slot up to the latest recorded one is left out, so a skip or a miss shifts no other date', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const { facts } = play(scenario, () => {});
        const recorded = facts.slots.map((slot) => slot.date);
        const grid = slotsAfter(scenario.cadence, null);
        expect(recorded).toEqual(recorded.map(() => grid.next().value?.date));
      }),
      HUNDRED_RUNS,
    );
  });

  test('posts stand at least a stride less the catch-up apart on the wall clock', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const { facts } = play(scenario, () => {});
        const shown = facts.publications.map(({ at }) => {
          const { date: day, time } = wallClock(at, scenario.cadence.zone);
          return Date.parse(`${day}T${time}Z`) + (at % MINUTE);
        });
        // An hour for a slot that a spring gap moved on, or a late one before an autumn change.
        const least = scenario.cadence.everyDays * DAY - scenario.cadence.catchUp - 60 * MINUTE;
        for (const [index, at] of shown.slice(1).entries())
          expect(at - (shown[index] ?? 0)).toBeGreaterThanOrEqual(least);
      }),
      HUNDRED_RUNS,
    );
  });

  test('a series comes out in the order of its parts', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const { facts } = play(scenario, () => {});
        const topics = scenario.looks[0]?.calendar?.topics ?? [];
        for (const series of ['raft', 'linux']) {
          const members = facts.publications.map(({ topic }) => topics.find(({ id }) => id === topic));
          const parts = members.flatMap((member) => (member?.series === series ? [member.part] : []));
          expect(parts).toEqual(parts.map((_, index) => index + 1));
        }
      }),
      HUNDRED_RUNS,
    );
  });

  test("the plan's first row is what the tick does if nothing changes", () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        play(scenario, ({ facts }, look) => {
          const { calendar, readinessOf } = look;
          if (calendar === null || facts.begunFrom === null) return;
          const [row] = plan({ calendar, facts, readinessOf, now: look.now, count: 1 });
          if (row === undefined) return;
          const { next } = planTick({ ...look, facts, now: Math.max(look.now, row.instant) });
          if (row.committed.topic === null)
            expect(next).toMatchObject({ kind: 'hold', reason: row.committed.why });
          else
            expect(next).toMatchObject({
              kind: 'publish',
              topic: row.committed.topic,
              why: row.committed.why,
            });
          expect(next).toMatchObject({ slot: { date: row.date } });
        });
      }),
      HUNDRED_RUNS,
    );
  });
});

test('a slot shows its wall time, except where a gap leaves none to show', () => {
  const zones = ['America/Los_Angeles', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Beirut'].map(zone);
  const minutes = fc.integer({ min: 0, max: 1439 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), minutes, fc.nat(800), (name, minute, days) => {
      const at = wallTime(new Date(minute * MINUTE).toISOString().slice(11, 16));
      const { cadence } = calendarWith({
        topics: [],
        cadence: { anchor: date('2026-01-01'), everyDays: 1, at, zone: name },
      });
      const day = new Date(Date.UTC(2026, 0, 1) + days * DAY).toISOString().slice(0, 10);
      const slot = slotOn(cadence, date(day));
      const shown = wallClock(slot.instant, name);
      const movedOn = Date.parse(`${shown.date}T${shown.time}Z`) - Date.parse(`${day}T${at}Z`);
      expect(movedOn).toBeGreaterThanOrEqual(0);
      if (movedOn > 0) expect(wallClock(slot.instant - movedOn, name).offset).not.toBe(slot.offset);
    }),
    runs(314, 1_000),
  );
});
