import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { atCommit, only, rehearseSample } from '../sample.ts';

/** Every verb with which the worker changes the store on its way from a slot to a settled mailing. */
const VERBS = [
  'rememberCalendar',
  'beginFrom',
  'publish',
  'enqueueMail',
  'freezeEdition',
  'openDeliveries',
  'acquireLease',
  'beginMails',
  'settleMails',
  'turnLedger',
  'completeEdition',
];

const TURNS = [1, 2, 3, 5, 8];

describe('a process that dies', { timeout: 60_000 }, () => {
  const moments = VERBS.flatMap((verb) =>
    (['before', 'after'] as const).map((when) => [when, verb] as const),
  );
  it.each(moments)(
    '%s the commit of %s is survived: nobody is missed in silence, nobody is mailed twice',
    async (when, verb) => {
      const death = atCommit(verb, { kind: 'die', when });
      const { violations, rows, incidents } = await rehearseSample({ faults: only(death) });
      expect(violations).toEqual([]);
      expect(incidents).toContainEqual({ what: 'the process dies at a commit', times: 1 });
      const [row] = rows;
      expect([rows.length, row?.topic, row?.completeAt === null]).toEqual([1, 'pacelc', false]);
      const { sent = 0, uncertain = 0 } = row?.ledger ?? {};
      expect([sent + uncertain, uncertain <= 10]).toEqual([30, true]);
    },
  );

  it.each(TURNS)('at turn %i of the ledger leaves at most two in doubt for each connection', async (nth) => {
    const death = atCommit('turnLedger', { kind: 'die', when: 'after' }, nth);
    const { violations, rows } = await rehearseSample({ faults: only(death) });
    const { sent = 0, uncertain = 0 } = rows[0]?.ledger ?? {};
    expect([violations, sent + uncertain, uncertain <= 10]).toEqual([[], 30, true]);
  });
});

describe('a store that refuses', { timeout: 60_000 }, () => {
  const full = new AppError('unavailable', 'the disk is full');
  it.each(VERBS)('%s once is asked again, and nothing is lost', async (verb) => {
    const { violations, rows } = await rehearseSample({
      faults: only(atCommit(verb, { kind: 'refuse', error: full })),
    });
    expect([violations, rows[0]?.ledger?.sent]).toEqual([[], 30]);
  });
});
