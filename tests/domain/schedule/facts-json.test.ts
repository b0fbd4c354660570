import { expect, it } from 'vitest';
import { parseFacts } from '../../../src/domain/schedule/facts-json.ts';

const sound = {
  version: 1,
  begunFrom: null,
  slots: [{ date: '2026-12-08', outcome: 'missed', reason: 'late' }],
  publications: [{ topic: 'raft-1', slot: null, at: '2026-12-08T17:00:00.000Z' }],
};

it('reads facts without titles, as an older Fortnight wrote them', () => {
  expect(parseFacts(JSON.stringify(sound))).toEqual({
    ok: true,
    facts: {
      begunFrom: null,
      slots: [{ date: '2026-12-08', outcome: { kind: 'missed', reason: 'late' } }],
      publications: [{ topic: 'raft-1', slot: null, at: Date.UTC(2026, 11, 8, 17) }],
    },
  });
});

it.each([
  ['{', 'not JSON'],
  ['[]', 'no group of keys'],
  [JSON.stringify({ ...sound, version: 2 }), 'version'],
  [JSON.stringify({ ...sound, slots: {} }), '`slots` is no list'],
  [JSON.stringify({ ...sound, slots: [{ date: '2026-13-08', outcome: 'skipped' }] }), 'slots[0].date'],
  [JSON.stringify({ ...sound, slots: [{ date: '2026-12-08', outcome: 'published' }] }), 'slots[0].topic'],
  [JSON.stringify({ ...sound, publications: [{ topic: 'a', at: 'noon' }] }), 'publications[0].at'],
])('says what is wrong with %s', (text, words) => {
  expect(parseFacts(text)).toMatchObject({ ok: false, reason: expect.stringContaining(words) });
});
