import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../src/core/clock.ts';
import type { EditionId } from '../../../src/domain/deliveries/delivery.ts';
import {
  isGivenUp,
  type RecordedBounce,
  type SentEdition,
} from '../../../src/domain/readers/bounce-policy.ts';
import { runs } from '../../support/runs.ts';

const NOW = Date.parse('2027-06-01T12:00:00Z');
const edition = (id: number) => id as EditionId;

/** An edition every fortnight from day 0; those named here bounced an hour after they were sent. */
function history(editions: number, ...bounced: readonly number[]) {
  const sent = Array.from({ length: editions }, (_, place) => ({
    edition: edition(place),
    at: place * 14 * DAY,
  }));
  const bounces = bounced.map((place) => ({ edition: edition(place), at: place * 14 * DAY + HOUR }));
  return { sent, bounces };
}

function givenUpOn(day: number, { sent, bounces }: ReturnType<typeof history>): boolean {
  return isGivenUp(bounces, sent, day * DAY);
}

describe('a mailbox is given up', () => {
  it('at the third edition in a row that bounces', () => {
    expect(givenUpOn(15, history(2, 0, 1))).toBe(false);
    expect(givenUpOn(29, history(3, 0, 1, 2))).toBe(true);
  });

  it('not when an edition in between arrived', () => {
    expect(givenUpOn(43, history(4, 0, 1, 3))).toBe(false);
    expect(givenUpOn(71, history(6, 0, 1, 3, 4, 5))).toBe(true);
  });

  it('not by an edition that may still bounce: it counts as arrived after seven days', () => {
    const { sent, bounces } = history(4, 0, 1, 2);
    expect(isGivenUp(bounces, sent, 42 * DAY + 7 * DAY - 1)).toBe(true);
    expect(isGivenUp(bounces, sent, 42 * DAY + 7 * DAY)).toBe(false);
  });

  it('not by many bounces of one edition, nor within a fortnight', () => {
    const { sent } = history(1);
    const many = Array.from({ length: 9 }, (_, day) => ({ edition: edition(0), at: day * 2 * DAY }));
    expect(isGivenUp(many, sent, 20 * DAY)).toBe(false);
    const close = [0, 6, 13].map((day) => ({ edition: null, at: day * DAY }));
    expect(isGivenUp(close, [], 20 * DAY)).toBe(false);
    const wider = [0, 6, 14].map((day) => ({ edition: null, at: day * DAY }));
    expect(isGivenUp(wider, [], 20 * DAY)).toBe(true);
  });

  it('by bounces that name no edition, as long as nothing arrived', () => {
    const bounces = [1, 15, 29].map((day) => ({ edition: null, at: day * DAY }));
    expect(isGivenUp(bounces, history(3).sent, 30 * DAY)).toBe(true);
    expect(isGivenUp(bounces, history(4).sent, 50 * DAY)).toBe(false);
  });

  it('not by a late bounce of an edition before one that arrived', () => {
    const { sent, bounces } = history(4, 1, 2);
    const late = [...bounces, { edition: edition(0), at: 60 * DAY }];
    expect(isGivenUp(late, sent, 61 * DAY)).toBe(false);
  });
});

const bounce: fc.Arbitrary<RecordedBounce> = fc.record({
  at: fc.integer({ min: 0, max: 200 }).map((day) => NOW - day * DAY),
  edition: fc.option(fc.integer({ min: 0, max: 9 }).map(edition), { nil: null }),
});
const mailing: fc.Arbitrary<SentEdition> = fc.record({
  edition: fc.integer({ min: 0, max: 9 }).map(edition),
  at: fc.integer({ min: 0, max: 200 }).map((day) => NOW - day * DAY),
});
const bounces = fc.array(bounce, { maxLength: 12 });
const sent = fc.uniqueArray(mailing, { maxLength: 10, selector: (one) => one.edition });

describe('whatever happened', () => {
  it('fewer than three bounces give nobody up', () => {
    fc.assert(
      fc.property(fc.array(bounce, { maxLength: 2 }), sent, (few, mailings) => {
        expect(isGivenUp(few, mailings, NOW)).toBe(false);
      }),
      runs(801, 300),
    );
  });

  it('bounces within less than 14 days give nobody up', () => {
    const close = fc.array(fc.integer({ min: 0, max: 14 * DAY - 1 }), { maxLength: 12 });
    fc.assert(
      fc.property(close, sent, (times, mailings) => {
        const near = times.map((ago) => ({ at: NOW - ago, edition: null }));
        expect(isGivenUp(near, mailings, NOW)).toBe(false);
      }),
      runs(802, 300),
    );
  });

  it('an edition that arrived after the last bounce takes everything back', () => {
    fc.assert(
      fc.property(bounces, sent, (all, mailings) => {
        const arrived = { edition: edition(10), at: NOW + DAY };
        expect(isGivenUp(all, [...mailings, arrived], NOW + 8 * DAY)).toBe(false);
      }),
      runs(803, 300),
    );
  });

  it('the order in which things were learnt does not matter', () => {
    fc.assert(
      fc.property(bounces, sent, (all, mailings) => {
        expect(isGivenUp(all.toReversed(), mailings.toReversed(), NOW)).toBe(isGivenUp(all, mailings, NOW));
      }),
      runs(804, 300),
    );
  });

  it('without any mailing, three days of bounces that span a fortnight are enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), (middle) => {
        const three = [20, 20 - middle, 6].map((day) => ({ at: NOW - day * DAY, edition: null }));
        expect(isGivenUp(three, [], NOW)).toBe(true);
      }),
      runs(805, 50),
    );
  });
});
