import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/core/clock.ts';
import { authorDoings } from '../../../src/rehearsal/faults/doings/author.ts';
import type { Doing } from '../../../src/rehearsal/faults/doings/doing.ts';
import { hostDoings } from '../../../src/rehearsal/faults/doings/host.ts';
import { mailingDoings } from '../../../src/rehearsal/faults/doings/mailings.ts';
import { readerDoings } from '../../../src/rehearsal/faults/doings/readers.ts';
import { noMischief } from '../../../src/rehearsal/faults/mischief.ts';
import { switched } from '../../../src/rehearsal/faults/seeded-mischief.ts';
import { planDoing, sceneOf } from '../../../src/rehearsal/faults/timeline.ts';
import { chanceOf } from '../../../src/rehearsal/world/chance.ts';
import { SAMPLE_TOPICS } from '../../support/calendar-text.ts';
import { MAILING, only, rehearseSample, sampleWorkspace } from '../sample.ts';

/** Before the mailing leaves, while it leaves, and when it is over. */
const MOMENTS = [-90 * MINUTE, 60, 400, 2 * SECOND, 3 * HOUR];

/** Does one thing, again and again around one mailing, and nothing else. */
function again(doing: Doing, seed: number) {
  const mischief = switched(noMischief);
  return only({ commit: mischief.commit }, (production) => {
    const scene = sceneOf(production, mischief, chanceOf(seed));
    for (const moment of MOMENTS) planDoing(doing, MAILING + moment, scene);
  });
}

/** A part of a series comes first, for whoever asks for it; and a topic is pinned, for whoever wants to unpin one. */
const [FIRST, PART, ...OTHERS] = SAMPLE_TOPICS.slice(0, 4);
if (FIRST === undefined || PART === undefined) throw new Error('the sample has become short');
const CALENDAR = {
  topics: [PART, FIRST, ...OTHERS, { id: 'crdts', title: 'CRDTs', status: 'idea', pin: '2027-03-02' }],
};

const ALL = [...hostDoings, ...authorDoings, ...mailingDoings, ...readerDoings];

describe('in the middle of a mailing,', { timeout: 60_000 }, () => {
  it.each(ALL.map((one) => [one.name, one] as const))('%s, and every promise is kept', async (name, one) => {
    const workspace = sampleWorkspace(CALENDAR);
    const { violations, incidents, rows } = await rehearseSample({ workspace, faults: again(one, 3) });
    expect(violations).toEqual([]);
    expect(incidents.map(({ what }) => what)).toContain(name);
    expect(rows.length).toBeGreaterThan(0);
  });
});
