import { describe, expect, it } from 'vitest';
import { copyStands, nextPart, type ReaderPart } from '../../../src/domain/readers/following.ts';
import { topicId } from '../../support/calendars.ts';

const part = (number: number, copy: ReaderPart['copy'] = null): ReaderPart => ({
  series: 'raft',
  topic: topicId(`raft-${number}`),
  part: number,
  copy,
});
const sent = { edition: 'regular', state: 'sent', resent: false } as const;

describe('the next part', () => {
  it('is the lowest that the reader has not had, in whatever order they are given', () => {
    expect(nextPart([part(3), part(1, sent), part(2)])).toEqual({ kind: 'due', part: part(2) });
  });

  it('leaps over what came by a regular edition', () => {
    expect(nextPart([part(1), part(2, sent), part(3)])).toEqual({ kind: 'due', part: part(1) });
    expect(nextPart([part(1, sent), part(2, sent), part(3)])).toEqual({ kind: 'due', part: part(3) });
  });

  it('waits for one that is on its way', () => {
    const onItsWay = part(1, { edition: 'series', state: 'deferred', resent: false });
    expect(nextPart([onItsWay, part(2)])).toEqual({ kind: 'waits', part: onItsWay });
  });

  it('is none while the next in order is missing, and the parts before that come', () => {
    expect(nextPart([part(1, sent), part(3)], 2)).toEqual({ kind: 'none' });
    expect(nextPart([part(1), part(3)], 2)).toEqual({ kind: 'due', part: part(1) });
  });

  it('is none when all were had', () => {
    expect(nextPart([part(1, sent)])).toEqual({ kind: 'none' });
    expect(nextPart([])).toEqual({ kind: 'none' });
  });
});

it.each([
  ['regular', 'sent', 'had'],
  ['regular', 'uncertain', 'had'],
  ['series', 'failed', 'had'],
  ['regular', 'failed', 'never-came'],
  ['regular', 'skipped', 'never-came'],
  ['series', 'skipped', 'never-came'],
  ['regular', 'queued', 'under-way'],
  ['series', 'sending', 'under-way'],
] as const)('a copy of a %s edition that is %s %s', (edition, state, stands) => {
  expect(copyStands({ edition, state, resent: false })).toBe(stands);
});

it('a copy that was sent again while in doubt may have arrived the first time, whatever became of it', () => {
  for (const state of ['failed', 'skipped'] as const)
    expect(copyStands({ edition: 'regular', state, resent: true })).toBe('had');
  expect(copyStands({ edition: 'regular', state: 'queued', resent: true })).toBe('under-way');
});
