import { DAY, HOUR } from '../../../src/core/clock.ts';
import type { Rehearsal, RehearsalRow } from '../../../src/rehearsal/report/report.ts';
import { date, instant } from '../../support/calendars.ts';

const LEDGER = { queued: 0, sending: 0, deferred: 0, failed: 0, skipped: 0, uncertain: 0 };

/** One fortnight of each kind: all well, some in doubt, missed, skipped, and one by hand whose mailing still waits. */
function sampleRows(): RehearsalRow[] {
  const [first, second] = [instant('2026-12-08T17:00:00Z'), instant('2026-12-22T17:00:00Z')];
  const hand = instant('2027-02-05T20:00:00Z');
  return [
    row('2026-12-08', 'pacelc', 'After CAP: PACELC and the Price of Latency', first, {
      ledger: { ...LEDGER, audience: 1_200, sent: 1_200 },
    }),
    row('2026-12-22', 'raft-1', 'Raft Explained <for & by> machines', second, {
      mailedAt: second + 23 * HOUR,
      ledger: { ...LEDGER, audience: 1_210, sent: 1_180, failed: 12, skipped: 8, uncertain: 10 },
      notes: ['40 min late'],
    }),
    empty('2027-01-05', { kind: 'missed', reason: 'not-ready' }),
    empty('2027-01-19', { kind: 'skipped' }),
    {
      ...row('2027-02-05', 'on-call', 'What On-Call Taught Me', hand, {
        notes: ['by hand, beside the grid', 'not mailed yet'],
      }),
      outcome: null,
      mailedAt: null,
      completeAt: null,
    },
  ];
}

export function sampleRehearsal(change: Partial<Rehearsal> = {}): Rehearsal {
  const from = instant('2026-12-01T00:00:00-08:00');
  return {
    blog: 'Professional Imposter Syndrome',
    zone: 'America/Los_Angeles',
    seed: 7,
    faults: true,
    assumed: 'planned',
    from,
    until: from + 730 * DAY,
    readers: { first: 1_200, last: 1_215 },
    rows: sampleRows(),
    mails: 2_400,
    runway: null,
    left: { topics: 28, last: date('2028-06-20') },
    counts: { published: 2, missed: 1, skipped: 1 },
    events: 44_000,
    transcriptHash: '0123456789abcdef'.repeat(4),
    ledgerHash: 'fedcba9876543210'.repeat(4),
    incidents: [{ what: 'the relay: break-off', times: 31 }],
    violations: [],
    reader: null,
    tail: [],
    seconds: 4.25,
    ...change,
  };
}

export const BROKEN = {
  violations: [{ rule: 'copies', words: 'edition 3 was taken 2 times for reader 9', event: 812 }] as const,
  tail: [
    '811 2026-12-08T19:00:00.000Z worker 1: turnLedger',
    '812 2026-12-08T19:00:00.000Z relay: took <e.3.9>',
  ],
};

function row(
  day: string,
  topic: string,
  title: string,
  at: number,
  change: Partial<RehearsalRow>,
): RehearsalRow {
  return {
    date: date(day),
    outcome: { kind: 'published', topic: topic as never },
    topic,
    title,
    publishedAt: at,
    mailedAt: at + 2 * HOUR,
    completeAt: at + 3 * HOUR,
    ledger: null,
    notes: [],
    ...change,
  };
}

function empty(day: string, outcome: NonNullable<RehearsalRow['outcome']>): RehearsalRow {
  const nothing = {
    topic: null,
    title: null,
    publishedAt: null,
    mailedAt: null,
    completeAt: null,
    ledger: null,
  };
  return { date: date(day), outcome, ...nothing, notes: [] };
}
