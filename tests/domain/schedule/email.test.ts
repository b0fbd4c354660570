import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/core/clock.ts';
import { wallClock } from '../../../src/core/zoned-time.ts';
import { type AuthorWord, emailDecision, emailDue, YES_LASTS } from '../../../src/domain/schedule/email.ts';
import { calendarWith, instant, wallTime, zone } from '../../support/calendars.ts';
import { runs } from '../../support/runs.ts';

const la = zone('America/Los_Angeles');

function policyWith(change: object = {}) {
  return calendarWith({ topics: [], email: change }).email;
}

function between(from: string, to: string) {
  return { after: 0, window: { from: wallTime(from), to: wallTime(to) } };
}

function due(publishedAt: string, change: object = {}) {
  return emailDue({ publishedAt: instant(publishedAt), policy: policyWith(change), zone: la });
}

describe('an email is due', () => {
  test('after the quiet period, inside the window', () => {
    expect(due('2026-12-08T09:00:00-08:00')).toBe(instant('2026-12-08T11:00:00-08:00'));
    expect(due('2026-12-08T05:59:59-08:00')).toBe(instant('2026-12-08T08:00:00-08:00'));
    expect(due('2026-12-08T15:59:59-08:00')).toBe(instant('2026-12-08T17:59:59-08:00'));
    expect(due('2026-12-08T16:00:00-08:00')).toBe(instant('2026-12-09T08:00:00-08:00'));
  });

  test('at once when the window never closes', () => {
    expect(due('2026-12-08T23:30:00-08:00', between('08:00', '08:00'))).toBe(
      instant('2026-12-08T23:30:00-08:00'),
    );
  });

  test.each([
    [
      'the end of a gap that swallows the opening',
      '2027-03-14T01:00:00-08:00',
      '02:30',
      '04:00',
      '2027-03-14T03:00:00-07:00',
    ],
    [
      'the next day when a gap swallows the window',
      '2027-03-14T01:00:00-08:00',
      '02:00',
      '03:00',
      '2027-03-15T02:00:00-07:00',
    ],
    [
      'the second showing of a repeated window',
      '2027-11-07T01:45:00-07:00',
      '01:00',
      '01:30',
      '2027-11-07T01:00:00-08:00',
    ],
    [
      'an hour more across an autumn change',
      '2027-11-06T20:00:00-07:00',
      '08:00',
      '09:00',
      '2027-11-07T08:00:00-08:00',
    ],
  ])('at %s', (_, published, from, to, expected) => {
    expect(due(published, between(from, to))).toBe(instant(expected));
  });

  test('at the first minute inside the window, whatever the zone and the season', () => {
    const zones = ['America/Los_Angeles', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Europe/London'].map(zone);
    const minute = fc
      .integer({ min: 0, max: 1439 })
      .map((n) => wallTime(new Date(n * MINUTE).toISOString().slice(11, 16)));
    const start = instant('2027-03-01T00:00:00Z') / MINUTE;
    const moment = fc.integer({ min: start, max: start + 400 * 24 * 60 }).map((n) => n * MINUTE);
    fc.assert(
      fc.property(fc.constantFrom(...zones), minute, minute, moment, (name, from, to, publishedAt) => {
        fc.pre(from < to);
        const leaves = emailDue({ publishedAt, policy: policyWith(between(from, to)), zone: name });
        const isOpen = (at: number): boolean =>
          from <= wallClock(at, name).time && wallClock(at, name).time < to;
        expect(isOpen(leaves)).toBe(true);
        for (let at = publishedAt; at < leaves; at += 7 * MINUTE) expect(isOpen(at)).toBe(false);
        expect(leaves === publishedAt || !isOpen(leaves - 1)).toBe(true);
      }),
      runs(14, 60),
    );
  });
});

describe('a mailing', () => {
  const publishedAt = instant('2026-12-08T09:00:00-08:00');
  const approve: AuthorWord = { kind: 'approve', at: publishedAt, contentHash: 'shown' };
  const sendNow: AuthorWord = { kind: 'send-now', at: publishedAt, contentHash: 'shown' };
  const hold: AuthorWord = { kind: 'hold', at: publishedAt };

  function decided(approval: string, word: AuthorWord | null, after: number, contentHash = 'shown') {
    const now = publishedAt + after;
    const decision = emailDecision({ publishedAt, word, contentHash }, policyWith({ approval }), la, now);
    return decision.kind === 'send' ? 'send' : decision.why;
  }

  test('waits out the quiet period, then leaves without a word unless one is required', () => {
    expect(['none', 'veto', 'required'].map((approval) => decided(approval, null, HOUR))).toEqual([
      'quiet-period',
      'quiet-period',
      'no-yes',
    ]);
    expect(['none', 'veto', 'required'].map((approval) => decided(approval, null, 2 * HOUR))).toEqual([
      'send',
      'send',
      'no-yes',
    ]);
  });

  test('says until when it waits', () => {
    const facts = { publishedAt, word: null, contentHash: 'shown' };
    expect(emailDecision(facts, policyWith(), la, publishedAt)).toMatchObject({
      until: publishedAt + 2 * HOUR,
    });
    expect(emailDecision({ ...facts, word: hold }, policyWith(), la, publishedAt)).toMatchObject({
      until: null,
    });
  });

  test('waits for the window when the worker comes back at night', () => {
    expect(decided('veto', null, 12 * HOUR)).toBe('window');
    expect(decided('veto', null, 23 * HOUR)).toBe('send');
  });

  test('stays while it is held, under every policy', () => {
    expect(['none', 'veto', 'required'].map((approval) => decided(approval, hold, 2 * HOUR))).toEqual([
      'held',
      'held',
      'held',
    ]);
  });

  test('leaves at once on "send now", by night too', () => {
    expect(decided('veto', sendNow, MINUTE)).toBe('send');
    expect(decided('required', sendNow, 14 * HOUR)).toBe('send');
  });

  test('takes a yes for exactly the content that was shown, for seven days', () => {
    expect(decided('required', approve, HOUR)).toBe('quiet-period');
    expect(decided('required', approve, 2 * HOUR)).toBe('send');
    expect(decided('required', approve, 2 * HOUR, 'edited')).toBe('yes-for-other-content');
    expect(decided('required', sendNow, 2 * HOUR, 'edited')).toBe('yes-for-other-content');
    expect(decided('veto', approve, 2 * HOUR, 'edited')).toBe('send');
    expect(decided('required', approve, YES_LASTS - 1)).toBe('send');
    expect(decided('required', approve, 7 * DAY)).toBe('yes-expired');
  });
});
