import { describe, expect, it } from 'vitest';
import {
  changedPreferences,
  leftOutOf,
  PLAIN_PREFERENCES,
  type Preferences,
} from '../../../src/domain/readers/preferences.ts';

const AT = Date.UTC(2026, 11, 8, 17);
const post = { kind: 'regular', track: 'systems', at: AT } as const;
const wish = (change: Partial<Preferences>): Preferences => ({ ...PLAIN_PREFERENCES, ...change });

describe('a post', () => {
  it.each<[string, Preferences, ReturnType<typeof leftOutOf>]>([
    ['is for who never said otherwise', PLAIN_PREFERENCES, null],
    ['is for who picked its track', wish({ tracks: ['personal', 'systems'] }), null],
    ['is not for who picked others', wish({ tracks: ['personal'] }), 'tracks'],
    ['is not for who is paused beyond its cut-off', wish({ pausedUntil: AT + 1 }), 'paused'],
    ['is for who is paused until just then', wish({ pausedUntil: AT }), null],
    ['is not for who takes the digest', wish({ rhythm: 'monthly-digest' }), 'digest'],
  ])('%s', (_, preferences, why) => {
    expect(leftOutOf(post, preferences)).toBe(why);
  });
});

it('a digest is for those who take it, whatever their tracks', () => {
  const digest = { kind: 'digest', track: null, at: AT } as const;
  expect(leftOutOf(digest, wish({ rhythm: 'monthly-digest', tracks: ['personal'] }))).toBeNull();
  expect(leftOutOf(digest, PLAIN_PREFERENCES)).toBe('every-post');
  expect(leftOutOf(digest, wish({ rhythm: 'monthly-digest', pausedUntil: AT + 1 }))).toBe('paused');
});

it('a part of a series is for who is not paused, whatever their tracks and their rhythm', () => {
  const part = { kind: 'series', track: 'systems', at: AT } as const;
  const asked = wish({ rhythm: 'monthly-digest', tracks: ['personal'] });
  expect(leftOutOf(part, asked)).toBeNull();
  expect(leftOutOf(part, { ...asked, pausedUntil: AT + 1 })).toBe('paused');
});

it('an announcement spares only who is paused, and a correction nobody', () => {
  const all = wish({ rhythm: 'monthly-digest', tracks: [], pausedUntil: AT + 1 });
  expect(leftOutOf({ kind: 'announcement', track: null, at: AT }, all)).toBe('paused');
  expect(leftOutOf({ kind: 'announcement', track: null, at: AT }, { ...all, pausedUntil: null })).toBeNull();
  expect(leftOutOf({ kind: 'correction', track: 'systems', at: AT }, all)).toBeNull();
});

it('the history learns which of them changed, and not to what', () => {
  expect(changedPreferences(PLAIN_PREFERENCES, wish({ tracks: ['personal'], pausedUntil: 1 }))).toEqual([
    'tracks',
    'pause',
  ]);
  expect(changedPreferences(wish({ tracks: ['personal'] }), wish({ tracks: ['personal'] }))).toEqual([]);
});
