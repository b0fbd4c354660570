import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { PLAIN_PREFERENCES, type Preferences } from '../../../src/domain/readers/preferences.ts';
import type { Tamper } from '../../../src/rehearsal/production.ts';
import { SAMPLE_TOPICS } from '../../support/calendar-text.ts';
import { instant } from '../../support/calendars.ts';
import { only, rehearseSample, sampleWorkspace } from '../sample.ts';

const [FIRST, PART, ...OTHERS] = SAMPLE_TOPICS;
if (FIRST === undefined || PART === undefined) throw new Error('the sample has become short');
/** `raft-1` comes out in the first slot. */
const TOPICS = [PART, FIRST, ...OTHERS];

/** The first reader says something on the day before the first slot. */
function rehearsed(
  said: Partial<Preferences> & { readonly following?: readonly string[] },
  tamper?: Tamper,
): ReturnType<typeof rehearseSample> {
  const faults = only({}, ({ world, desk }) =>
    world.plan(instant('2026-12-07T12:00:00-08:00'), 'the first reader saves', async () => {
      const [reader] = await desk.store.subscribers('active', null, 1);
      if (reader === undefined) throw new Error('there is nobody');
      const wanted = { name: null, ...PLAIN_PREFERENCES, ...said };
      await desk.store.savePreferences(reader.id, wanted, desk.clock.now());
    }),
  );
  const workspace = sampleWorkspace({ topics: TOPICS });
  return rehearseSample({ workspace, days: 18, subscribers: 5, faults, ...(tamper && { tamper }) });
}

/** The application with a fault: everybody is written into the list of the editions of this kind. */
function withAll(kind: 'regular' | 'series'): Tamper {
  return (store, path) => ({
    ...store,
    openDeliveries: async (...given) => {
      const opened = await store.openDeliveries(...given);
      const client = new Database(path);
      client.exec(
        `INSERT OR IGNORE INTO deliveries (edition_id, subscriber_id, topic, state, state_at)
           SELECT e.id, s.id, NULL, 'queued', 1 FROM editions e JOIN subscribers s
           WHERE e.state = 'open' AND e.kind = '${kind}' AND s.state = 'active';
         UPDATE editions SET audience = (SELECT count(*) FROM deliveries d WHERE d.edition_id = editions.id)`,
      );
      client.close();
      return opened;
    },
  });
}

const PAUSED = { pausedUntil: instant('2027-03-01T00:00:00-08:00') };
/** Who did not get it as a post has it sent as a part in the second slot. */
const ASKED = { tracks: ['personal'], following: ['raft'] };

describe('an application that is broken on purpose is found out, when', { timeout: 120_000 }, () => {
  it('who had paused is on the list', async () => {
    const { violations } = await rehearsed(PAUSED, withAll('regular'));
    expect(violations[0]).toMatchObject({ rule: 'wishes', words: expect.stringMatching(/had paused/) });
  });

  it('a part goes to who never asked for the series', async () => {
    const { violations } = await rehearsed(ASKED, withAll('series'));
    expect(violations[0]).toMatchObject({ rule: 'series', words: expect.stringMatching(/without having/) });
  });
});

it.each([
  ['a pause', PAUSED, [4, 4]],
  ['a series', ASKED, [4, 4, 1]],
])(
  'one that keeps its promises is not blamed for %s',
  async (_, said, audiences) => {
    const { violations, mails, rows } = await rehearsed(said);
    expect(violations).toEqual([]);
    expect(rows.map(({ ledger }) => ledger?.sent)).toEqual(audiences.slice(0, 2));
    expect(mails).toBeGreaterThanOrEqual(audiences.reduce((sum, count) => sum + count));
  },
  120_000,
);
