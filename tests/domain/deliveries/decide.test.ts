import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/core/clock.ts';
import { decideSettlement } from '../../../src/domain/deliveries/decide.ts';
import type { SendReport } from '../../../src/domain/deliveries/send-report.ts';

const BEGUN = Date.UTC(2026, 11, 8, 19);

function decide(report: SendReport, attempt = 1, age = 0) {
  return decideSettlement({ report, attempt, firstBegunAt: BEGUN, now: BEGUN + age, random: () => 0.5 });
}

function refused(code: number, enhanced: string | null, reply = `${code} ${enhanced ?? 'no'}`): SendReport {
  return { kind: 'refused', code, enhanced, reply };
}

describe('an accepted message', () => {
  it('is sent, with the reply that says so', () => {
    expect(decide({ kind: 'accepted', reply: '250 2.0.0 queued as 4F' })).toEqual({
      settlement: { kind: 'sent', reply: '250 2.0.0 queued as 4F' },
      suppress: false,
      relayFault: null,
    });
  });
});

describe('a temporary refusal', () => {
  it.each([
    [1, 1],
    [2, 5],
    [3, 15],
    [4, 60],
    [5, 240],
    [6, 240],
  ])('of attempt %i waits %i minutes', (attempt, minutes) => {
    const { settlement } = decide(refused(451, '4.7.1', '451 4.7.1 greylisted'), attempt);
    expect(settlement).toEqual({
      kind: 'deferred',
      until: BEGUN + minutes * MINUTE,
      reply: '451 4.7.1 greylisted',
    });
  });

  it('never waits past the end of the day in which it was begun, so that the last attempt is made at its end', () => {
    const { settlement } = decide(refused(450, null), 9, 23 * HOUR);
    expect(settlement).toMatchObject({ kind: 'deferred', until: BEGUN + 24 * HOUR });
  });

  it('after that day fails as expired, and suppresses nobody', () => {
    const { settlement, suppress } = decide(refused(450, '4.2.2'), 10, 24 * HOUR);
    expect(settlement).toMatchObject({ kind: 'failed', reason: 'expired' });
    expect(suppress).toBe(false);
  });

  it('counts against the relay only when the relay closes the session (421)', () => {
    expect(decide(refused(421, '4.3.2')).relayFault?.kind).toBe('connection');
    expect(decide(refused(451, '4.7.1')).relayFault).toBeNull();
  });
});

describe('a permanent refusal', () => {
  it.each(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1'])(
    'with %s means there is no such mailbox, and suppresses it',
    (code) => {
      const decision = decide(refused(550, code));
      expect(decision.settlement).toMatchObject({ kind: 'failed', reason: 'no-such-mailbox' });
      expect(decision).toMatchObject({ suppress: true, relayFault: null });
    },
  );

  it.each(['5.7.0', '5.7.1', '5.7.26', '5.7.509', '5.6.0', '5.1.7', '5.1.8'])(
    'with %s is policy: it counts against the relay and suppresses nobody',
    (code) => {
      const decision = decide(refused(550, code));
      expect(decision.settlement).toMatchObject({ kind: 'failed', reason: 'policy' });
      expect(decision.suppress).toBe(false);
      expect(decision.relayFault?.kind).toBe('policy');
    },
  );

  it.each([
    [550, null],
    [552, '5.2.2'],
    [550, '5.2.0'],
    [550, '5.1.0'],
    [553, '5.5.4'],
    [550, '5.1.11'],
    [500, null],
  ])('with %i and %s only fails', (code, enhanced) => {
    const decision = decide(refused(code, enhanced));
    expect(decision.settlement).toMatchObject({ kind: 'failed', reason: 'refused' });
    expect(decision).toMatchObject({ suppress: false, relayFault: null });
  });

  it('of the kind "554 no", without an enhanced code, is taken for policy', () => {
    expect(decide(refused(554, null)).relayFault?.kind).toBe('policy');
  });
});

describe('a fault of the relay', () => {
  it.each(['login', 'tls'] as const)(
    'with its %s leaves the delivery queued, as nothing was tried',
    (fault) => {
      const decision = decide({ kind: 'not-sent', fault, detail: 'no' }, 3, 48 * HOUR);
      expect(decision).toEqual({
        settlement: { kind: 'queued' },
        suppress: false,
        relayFault: { kind: fault, detail: 'no' },
      });
    },
  );

  it('with its connection is tried again later, and never fails a delivery, however long it lasts', () => {
    const report: SendReport = { kind: 'not-sent', fault: 'connection', detail: 'ECONNREFUSED' };
    expect(decide(report).settlement).toMatchObject({ kind: 'deferred', until: BEGUN + MINUTE });
    expect(decide(report, 30, 72 * HOUR).settlement).toMatchObject({
      kind: 'deferred',
      until: BEGUN + 76 * HOUR,
    });
    expect(decide(report).relayFault?.kind).toBe('connection');
  });
});

describe("what is nobody else's fault", () => {
  it('an address that cannot be put on the wire fails at once', () => {
    const decision = decide({ kind: 'not-sent', fault: 'address', detail: 'not ASCII' });
    expect(decision.settlement).toEqual({ kind: 'failed', reason: 'not-sendable', reply: 'not ASCII' });
    expect(decision).toMatchObject({ suppress: false, relayFault: null });
  });

  it('a body handed over and never answered is uncertain, whatever the attempt, and tells the breaker', () => {
    for (const attempt of [1, 5, 50]) {
      const decision = decide({ kind: 'no-answer', detail: 'closed' }, attempt, attempt * HOUR);
      expect(decision.settlement).toEqual({ kind: 'uncertain' });
      expect(decision.relayFault?.kind).toBe('connection');
    }
  });
});
