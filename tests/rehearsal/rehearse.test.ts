import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seededFaults } from '../../src/rehearsal/faults/seeded-faults.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { chanceOf } from '../../src/rehearsal/world/chance.ts';
import { importedReader } from '../support/stores.ts';
import { openTestApp } from '../support/test-app.ts';
import { FROM, MAILING, rehearseSample, sampleWorkspace } from './sample.ts';

describe('a rehearsal', () => {
  it('plays the fortnights to come: what is published when, and what each mailing comes to', async () => {
    const workspace = sampleWorkspace();
    const before = readFileSync(workspace.calendarFile, 'utf8');
    const { rows, violations, mails } = await rehearseSample({ workspace, days: 60 });
    expect(violations).toEqual([]);
    expect(rows.map(({ date, outcome, topic }) => [date, outcome?.kind, topic])).toEqual([
      ['2026-12-08', 'published', 'pacelc'],
      ['2026-12-22', 'published', 'raft-1'],
      ['2027-01-05', 'published', 'on-call'],
      ['2027-01-19', 'missed', null],
    ]);
    const [first] = rows;
    expect([first?.mailedAt, first?.ledger]).toEqual([
      MAILING,
      expect.objectContaining({ audience: 30, sent: 30 }),
    ]);
    expect(mails).toBeGreaterThan(90);
    expect(readFileSync(workspace.calendarFile, 'utf8')).toBe(before);
  });

  it('has every planned topic written in time, if that is assumed', async () => {
    const { rows, left } = await rehearseSample({ days: 60, assumePlanned: true });
    expect(rows.map(({ topic }) => topic)).toEqual(['pacelc', 'raft-1', 'raft-2', 'on-call', 'crdts']);
    expect(rows.every(({ ledger }) => ledger?.sent === 30)).toBe(true);
    expect(left).toEqual({ topics: 0, last: null });
  });

  it('goes on from what happened so far, with the readers there are, and leaves their database alone', async () => {
    const house = await openTestApp();
    await house.tickAt('2026-12-08T09:00:00-08:00');
    await house.app.store.importSubscribers([importedReader('alice@example.org')], 0);
    const { rows, readers } = await rehearse({
      ...base(),
      workspace: house.workspace,
      from: house.clock.now(),
      until: house.clock.now() + 20 * 86_400_000,
    });
    expect(rows.map(({ topic, ledger }) => [topic, ledger?.audience])).toEqual([
      ['pacelc', 1],
      ['raft-1', 1],
    ]);
    expect(readers).toEqual({ first: 1, last: 1 });
    expect((await house.app.store.publications()).map(({ topic }) => topic)).toEqual(['pacelc']);
  });

  it('keeps to the limits of the relay it is told of', async () => {
    const environment = { SMTP_URL: 'smtp://author:secret@relay.example:587?daily=12' };
    const { rows, violations } = await rehearseSample({ environment, days: 12 });
    const [row] = rows;
    expect([violations, row?.ledger?.sent]).toEqual([[], 30]);
    const days = ((row?.completeAt ?? 0) - MAILING) / 86_400_000;
    expect(days).toBeGreaterThan(1);
    expect(days).toBeLessThan(4);
  });

  it('stops when it is told to, and clears away', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(rehearseSample({ signal: stop.signal })).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('the same seed', () => {
  const faulty = (seed: number) =>
    rehearseSample({ seed, days: 34, faults: seededFaults(chanceOf(`faults of ${seed}`)) });

  it('gives the same events and the same ledger, to the octet, and another seed gives others', async () => {
    const [once, again, other] = [await faulty(4), await faulty(4), await faulty(5)];
    expect([again.transcriptHash, again.ledgerHash]).toEqual([once.transcriptHash, once.ledgerHash]);
    expect(again.events).toBe(once.events);
    expect(other.transcriptHash).not.toBe(once.transcriptHash);
  });
});

function base() {
  const environment = {};
  return {
    environment,
    from: FROM,
    until: FROM,
    subscribers: null,
    assumePlanned: false,
    seed: 1,
    faults: null,
    stopwatch: () => 0,
  };
}
