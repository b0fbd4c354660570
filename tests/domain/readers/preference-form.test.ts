import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formOf, type PreferenceForm, readForm } from '../../../src/domain/readers/preference-form.ts';
import { PLAIN_PREFERENCES, type Preferences } from '../../../src/domain/readers/preferences.ts';
import { instant, zone } from '../../support/calendars.ts';
import { runs } from '../../support/runs.ts';

const ground = {
  tracks: ['systems', 'personal', 'cryptography'],
  series: ['raft', 'clocks'],
  following: ['clocks', 'gone'],
  zone: zone('America/Los_Angeles'),
  now: instant('2026-12-08T12:00:00-08:00'),
};
const plain: PreferenceForm = {
  name: '',
  tracks: ground.tracks,
  series: ['clocks'],
  rhythm: 'every-post',
  pauseUntil: '',
};

const read = (change: Partial<PreferenceForm>, before: Preferences = PLAIN_PREFERENCES) =>
  readForm({ ...plain, ...change }, ground, before);
const faultsOf = (change: Partial<PreferenceForm>) => {
  const result = read(change);
  return result.ok ? [] : result.faults.map(({ field }) => field);
};

describe('a form that can be saved', () => {
  it('with everything ticked wants all tracks, also those to come', () => {
    expect(read({})).toEqual({
      ok: true,
      wanted: { name: null, ...PLAIN_PREFERENCES, following: ground.following.toReversed() },
    });
  });

  it('keeps what is ticked in alphabetical order, and nothing that the calendar does not have', () => {
    expect(read({ tracks: ['systems', 'cryptography', 'gone', 'systems'] })).toMatchObject({
      wanted: { tracks: ['cryptography', 'systems'] },
    });
  });

  it('follows the series that are ticked, of those there are, and goes on with one that cannot be ticked', () => {
    expect(read({ series: ['raft', 'clocks', 'never'] })).toMatchObject({
      wanted: { following: ['gone', 'raft', 'clocks'] },
    });
    expect(read({ series: [] })).toMatchObject({ wanted: { following: ['gone'] } });
  });

  it('pauses until the beginning of a day by the clock of the blog', () => {
    expect(read({ pauseUntil: '2027-07-01' })).toMatchObject({
      wanted: { pausedUntil: instant('2027-07-01T00:00:00-07:00') },
    });
    expect(read({ pauseUntil: ' 2026-12-09 ' })).toMatchObject({
      wanted: { pausedUntil: instant('2026-12-09T00:00:00-08:00') },
    });
  });

  it('takes a name on one line, and an empty one as none', () => {
    expect(read({ name: '  Alice\r\n\tLiddell ' })).toMatchObject({ wanted: { name: 'Alice Liddell' } });
    expect(read({ name: ' \u0000 ' })).toMatchObject({ wanted: { name: null } });
  });

  it('of a blog with one track leaves the tracks as they were', () => {
    const before = { ...PLAIN_PREFERENCES, tracks: ['gone'] };
    const result = readForm({ ...plain, tracks: [] }, { ...ground, tracks: ['systems'] }, before);
    expect(result).toMatchObject({ wanted: { tracks: ['gone'] } });
  });
});

describe('a form that cannot be saved', () => {
  it.each<[string, Partial<PreferenceForm>, string]>([
    ['no track', { tracks: [] }, 'tracks'],
    ['only a track that the calendar has no more', { tracks: ['gone'] }, 'tracks'],
    ['a day that is none', { pauseUntil: '2027-02-30' }, 'pause'],
    ['a day in other words', { pauseUntil: '31.1.2027' }, 'pause'],
    ['today', { pauseUntil: '2026-12-08' }, 'pause'],
    ['no rhythm', { rhythm: '' }, 'rhythm'],
    ['a rhythm that there is not', { rhythm: 'hourly' }, 'rhythm'],
    ['a name of 101 characters', { name: 'é'.repeat(101) }, 'name'],
  ])('with %s says so at its field', (_, change, field) => {
    expect(faultsOf(change)).toEqual([field]);
  });

  it('tells all faults at once, in the order of the page', () => {
    expect(faultsOf({ tracks: [], pauseUntil: 'x', rhythm: '', name: 'x'.repeat(101) })).toEqual([
      'rhythm',
      'tracks',
      'pause',
      'name',
    ]);
  });
});

describe('the form of what holds', () => {
  it('ticks no track that is gone, and shows no pause that is over', () => {
    const over = { tracks: ['gone', 'systems'], pausedUntil: ground.now, rhythm: 'every-post' } as const;
    expect(formOf({ ...over, name: null }, ground)).toEqual({ ...plain, tracks: ['systems'] });
  });

  it('saved as it is changes nothing', () => {
    const day = fc.integer({ min: 1, max: 3_000 });
    const preferences = fc.record({
      tracks: fc.option(fc.subarray(['cryptography', 'personal', 'systems'], { minLength: 1, maxLength: 2 })),
      rhythm: fc.constantFrom('every-post' as const, 'monthly-digest' as const),
      pauseUntil: fc.option(day),
      name: fc.option(fc.constantFrom('Alice', 'Ä B', "O'Neill")),
    });
    fc.assert(
      fc.property(preferences, ({ pauseUntil, ...wanted }) => {
        const date = new Date(Date.UTC(2026, 11, 8 + (pauseUntil ?? 0))).toISOString().slice(0, 10);
        const typed = {
          ...formOf({ ...wanted, pausedUntil: null }, ground),
          pauseUntil: pauseUntil === null ? '' : date,
        };
        const first = readForm(typed, ground, PLAIN_PREFERENCES);
        if (!first.ok) throw new Error(JSON.stringify(first.faults));
        const again = readForm(formOf(first.wanted, ground), ground, first.wanted);
        expect(again).toEqual(first);
      }),
      runs(53, 200),
    );
  });

  it('never throws, whatever is typed', () => {
    const typed = fc.record({
      name: fc.string({ unit: 'binary' }),
      tracks: fc.array(fc.string()),
      series: fc.array(fc.string()),
      rhythm: fc.string(),
      pauseUntil: fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d\d-\d\d$/)),
    });
    fc.assert(
      fc.property(typed, (form) => {
        expect(typeof readForm(form, ground, PLAIN_PREFERENCES).ok).toBe('boolean');
      }),
      runs(59, 300),
    );
  });
});
