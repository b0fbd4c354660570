import { describe, expect, test } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../../src/core/clock.ts';
import { type Breaker, hear, newBreaker, roomThrough } from '../../../src/domain/deliveries/breaker.ts';
import type { RelayFault } from '../../../src/domain/deliveries/decide.ts';

const T0 = Date.UTC(2026, 11, 8, 17);
const FULL = 20;
const LOGIN: RelayFault = { kind: 'login', detail: '535 5.7.8 wrong password' };
const BROKE: RelayFault = { kind: 'connection', detail: 'the server closed the connection' };
const POLICY: RelayFault = { kind: 'policy', detail: '550 5.7.1 we do not like you' };

function heard(breaker: Breaker, faults: readonly (RelayFault | null)[], now = T0): Breaker {
  return faults.reduce((before, fault) => hear(before, fault, now).breaker, breaker);
}

const working = heard(newBreaker(null), [null]);

describe('a relay of which nothing is known', () => {
  test('gets one message, and all there is room for once that was answered', () => {
    expect(roomThrough(newBreaker(null), FULL, T0)).toBe(1);
    expect(roomThrough(working, FULL, T0)).toBe(FULL);
  });

  test('that was in trouble when the process ended is asked with one message, and cleared by its answer', () => {
    const trouble = { ...LOGIN, at: T0, until: T0 + 15 * MINUTE };
    const restarted = newBreaker(trouble);
    expect(roomThrough(restarted, FULL, T0 + 1)).toBe(1);
    expect(restarted.trouble).not.toBeNull();
    expect(heard(restarted, [null], T0 + SECOND).trouble).toBeNull();
  });

  test('is not left alone for a year because the clock went back', () => {
    const ahead = heard(working, [LOGIN], T0 + 365 * DAY);
    expect(roomThrough(ahead, FULL, T0)).toBe(1);
  });
});

describe('a relay that refuses the login', () => {
  test('is left alone at once, twice as long each time, and 15 minutes at most', () => {
    let breaker = working;
    let now = T0;
    const rests: number[] = [];
    for (let time = 0; time < 6; time += 1) {
      breaker = hear(breaker, LOGIN, now).breaker;
      const until = breaker.trouble?.until ?? now;
      rests.push((until - now) / MINUTE);
      expect(roomThrough(breaker, FULL, until - 1)).toBe(0);
      expect(roomThrough(breaker, FULL, until)).toBe(1);
      now = until;
    }
    expect(rests).toEqual([0.5, 1, 2, 4, 8, 15]);
  });

  test('is used as before once it has answered', () => {
    const back = heard(heard(working, [LOGIN]), [null], T0 + MINUTE);
    expect(back.trouble).toBeNull();
    expect(roomThrough(back, FULL, T0 + MINUTE)).toBe(FULL);
    expect(heard(back, [LOGIN]).trouble?.until).toBe(T0 + 30 * SECOND);
  });

  test('rests no longer because of messages that were under way when it began', () => {
    const once = heard(working, [LOGIN]);
    expect(heard(once, [LOGIN, LOGIN, BROKE], T0 + SECOND).trouble).toEqual(once.trouble);
  });
});

describe('broken connections', () => {
  test('one or a few are no reason to stop', () => {
    expect(roomThrough(heard(working, [BROKE, BROKE, BROKE, BROKE]), FULL, T0)).toBe(FULL);
  });

  test('five in a row are', () => {
    const breaker = heard(working, [BROKE, BROKE, BROKE, BROKE, BROKE]);
    expect(breaker.trouble).toEqual({ ...BROKE, at: T0, until: T0 + 30 * SECOND });
  });

  test('and so is every second one', () => {
    const half = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? null : BROKE));
    expect(heard(working, half).trouble).toBeNull(); // one more was fine than not
    expect(heard(newBreaker(null), half).trouble?.kind).toBe('connection');
  });

  test('and the first, on a relay that has not answered yet', () => {
    expect(heard(newBreaker(null), [BROKE]).trouble?.kind).toBe('connection');
  });
});

describe('refusals as a matter of policy', () => {
  test('a few among many stop nothing', () => {
    const pauses = [...Array(100).fill(null), POLICY, POLICY, POLICY, POLICY, POLICY].map(
      (fault, index, all) => hear(heard(working, all.slice(0, index)), fault, T0).pause,
    );
    expect(pauses.every((pause) => pause === null)).toBe(true);
  });

  test('five from the start stop the edition, with the words of the last', () => {
    const four = heard(working, [POLICY, POLICY, POLICY, POLICY]);
    const { breaker, pause } = hear(four, POLICY, T0);
    expect(pause).toBe(POLICY.detail);
    expect(roomThrough(breaker, FULL, T0)).toBe(FULL); // the relay works: other mail may go through it
  });

  test('after the author has resumed, it takes as many again to stop it', () => {
    const stopped = heard(working, Array(5).fill(POLICY));
    expect(hear(stopped, POLICY, T0).pause).toBeNull();
    expect(hear(heard(stopped, Array(4).fill(POLICY)), POLICY, T0).pause).toBe(POLICY.detail);
  });

  test('only the last 200 answers count', () => {
    const four = Array<RelayFault | null>(4).fill(POLICY);
    const fine = (count: number) => Array<RelayFault | null>(count).fill(null);
    expect(hear(heard(working, [...fine(30), ...four, ...fine(10)]), POLICY, T0).pause).toBeNull(); // 5 of 46
    expect(hear(heard(working, [...four, ...fine(16)]), POLICY, T0).pause).toBe(POLICY.detail); // 5 of 22
    const old = heard(working, [
      ...Array(39)
        .fill(null)
        .flatMap(() => [POLICY, ...fine(9)]),
      ...fine(190),
    ]);
    expect(old.faults).toHaveLength(1);
    expect(heard(working, Array(500).fill(null)).faults).toEqual([]);
  });
});
