import { describe, expect, test } from 'vitest';
import type { ImportedItem } from '../../../../src/domain/calendar/import/imported.ts';
import { type ImportInput, planImport } from '../../../../src/domain/calendar/import/plan-import.ts';
import { calendarWith, date } from '../../../support/calendars.ts';

const calendar = {
  ...calendarWith({
    topics: [{ id: 'raft-1', title: 'Raft Explained', pin: '2027-01-05' }, { id: 'on-call' }],
    cadence: { skip: [{ from: date('2027-01-19'), to: date('2027-01-19') }] },
  }),
  tracks: ['distributed-systems', 'personal'].map((id) => ({
    id,
    title: id.replace('-', ' '),
    intro: '',
    startHere: [],
  })),
};

function imported(
  items: readonly (Partial<ImportedItem> & { title: string })[],
  more: Partial<ImportInput> = {},
) {
  const blank = {
    id: null,
    status: null,
    date: null,
    groups: ['personal'],
    summary: '',
    tags: [],
    url: null,
  };
  const read = {
    items: items.map((item, index) => ({ ...blank, line: index + 1, ...item })),
    notUnderstood: [],
    notes: [],
  };
  return planImport(read, {
    calendar,
    track: null,
    hasBody: () => false,
    today: date('2026-11-22'),
    ...more,
  });
}

const reasons = (remarks: readonly { line: number; reason: string }[]) =>
  remarks.map(({ line, reason }) => `${line} ${reason}`);

describe('ids', () => {
  test('are made of the title, unlike any that is there, aliases included', () => {
    const { topics, notes } = imported([
      { title: 'On call!' },
      { title: 'Über Straßen, naïvely' },
      { title: 'On  Call?' },
    ]);
    expect(topics.map(({ id }) => id)).toEqual(['on-call-2', 'uber-strassen-naively', 'on-call-3']);
    expect(notes).toHaveLength(2);
  });

  test('are the ones the file gives, unless they are none', () => {
    const items = [
      { title: 'A', id: 'my-slug' },
      { title: 'B', id: '17' },
      { title: 'C', id: 'No Slug' },
    ];
    const { topics, notes } = imported(items);
    expect(topics.map(({ id }) => id)).toEqual(['my-slug', 'b', 'c']);
    expect(reasons(notes)).toEqual(['3 "No Slug" cannot be an id; one is made of the title']);
  });

  test('end at a word, and a title without Latin letters gets one to be replaced', () => {
    const { topics, notes } = imported([{ title: 'word '.repeat(30) }, { title: '日本語' }, { title: '本' }]);
    expect(topics.map(({ id }) => id)).toEqual([Array(12).fill('word').join('-'), 'topic', 'topic-2']);
    expect(notes.map(({ line }) => line)).toEqual([2, 3, 3]);
  });
});

test('what is there already, by title or id, is left out and named', () => {
  const { topics, notes } = imported([
    { title: 'raft explained' },
    { title: 'Something else', id: 'on-call' },
  ]);
  expect([topics, reasons(notes)]).toEqual([
    [],
    ['1 the calendar has it already, as `raft-1`', '2 the calendar has it already, as `on-call`'],
  ]);
});

describe('dates', () => {
  test('become pins where a post can come out; every other one stays as a comment, with the reason', () => {
    const dates = ['2026-12-08', '2026-12-09', '2026-12-08', '2027-01-05', '2027-01-19', '2026-11-10'].map(
      date,
    );
    const { topics, notes } = imported(dates.map((each, index) => ({ title: `T${index}`, date: each })));
    expect(topics.map(({ pin }) => pin)).toEqual(['2026-12-08', null, null, null, null, null]);
    expect(topics[1]?.comment).toBe('Planned for 2026-12-09 before it was imported.');
    expect(reasons(notes)).toEqual([
      '2 not pinned: 2026-12-09 is no publishing day; the nearest: 2026-12-08, 2026-12-22',
      '3 not pinned: 2026-12-08 is promised to another topic',
      '4 not pinned: 2027-01-05 is promised to another topic',
      '5 not pinned: 2027-01-19 is a day off',
      '6 not pinned: 2026-11-10 is past',
    ]);
  });

  test('of what is done say when it came out; without one before the calendar begins it is left out', () => {
    const done = [date('2026-03-01'), null, date('2026-12-01'), date('2026-12-08')];
    const now = { today: date('2026-12-31') };
    const { topics, notUnderstood } = imported(
      done.map((each, index) => ({
        title: `T${index}`,
        status: 'published',
        date: each,
        url: 'https://example.org/a',
      })),
      now,
    );
    expect(topics.map(({ id, published, pin, url }) => [id, published, pin, url])).toEqual([
      ['t0', '2026-03-01', null, 'https://example.org/a'],
      ['t2', '2026-12-01', null, 'https://example.org/a'],
    ]);
    expect(reasons(notUnderstood)).toEqual([
      '2 it is done, but nothing says when it came out; left out',
      '4 it came out on 2026-12-08, but the calendar itself publishes from 2026-12-08 on; left out',
    ]);
    expect(
      reasons(imported([{ title: 'T', status: 'published', date: date('2026-12-01') }]).notUnderstood),
    ).toEqual(['1 it is done, but 2026-12-01 is still to come; left out']);
  });
});

test('ready without a body becomes review', () => {
  const items = [{ title: 'A', status: 'ready' }, { title: 'B', status: 'ready' }, { title: 'C' }] as const;
  const { topics, notes } = imported(items, { hasBody: (id) => id === 'a' });
  expect(topics.map(({ status }) => status)).toEqual(['ready', 'review', 'idea']);
  expect(notes.map(({ line }) => line)).toEqual([2]);
});

describe('tracks', () => {
  test('are found by id or title; other groups become tags', () => {
    const items = [{ title: 'A', groups: ['x', 'Distributed Systems', 'y'], tags: ['z', 'x'] }];
    expect(imported(items).topics[0]).toMatchObject({ track: 'distributed-systems', tags: ['z', 'x', 'y'] });
  });

  test('with a slip in their name are taken for the nearest, and reported', () => {
    const { topics, tracks, notUnderstood } = imported([{ title: 'A', groups: ['personel'] }]);
    expect([topics[0]?.track, tracks, notUnderstood.length]).toEqual(['personal', [], 1]);
  });

  test('that are new are added once, under a slug', () => {
    const { topics, tracks, notes } = imported([
      { title: 'A', groups: ['Dev Ops'] },
      { title: 'B', groups: ['dev-ops'] },
    ]);
    expect([topics.map(({ track }) => track), tracks]).toEqual([
      ['dev-ops', 'dev-ops'],
      [{ id: 'dev-ops', title: 'Dev Ops' }],
    ]);
    expect(notes).toHaveLength(1);
  });

  test('that nobody names need --track, which also takes what is not known', () => {
    expect(imported([{ title: 'A', groups: [] }])).toMatchObject({
      topics: [],
      notUnderstood: [{ line: 1 }],
    });
    const { topics } = imported(
      [
        { title: 'A', groups: [] },
        { title: 'B', groups: ['Q1'] },
      ],
      { track: 'personal' },
    );
    expect(topics.map(({ track, tags }) => [track, ...tags])).toEqual([['personal'], ['personal', 'Q1']]);
  });
});
