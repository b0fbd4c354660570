import { describe, expect, test } from 'vitest';
import { readCsvPlan } from '../../../../src/domain/calendar/import/csv.ts';
import { zone } from '../../../support/calendars.ts';

const la = zone('America/Los_Angeles');
const read = (...lines: string[]) => readCsvPlan(lines.join('\n'), la);

describe('an editorial spreadsheet', () => {
  test('is read by the names of its columns, whatever their order and case', () => {
    const plan = read(
      'STATUS,Publish Date,Category,Working title,Tags,Notes',
      'Draft,2026-12-08,Raft,"CP: it costs","a, b",why',
    );
    expect(plan).toEqual({
      items: [
        {
          line: 2,
          title: 'CP: it costs',
          id: null,
          status: 'draft',
          date: '2026-12-08',
          groups: ['Raft'],
          summary: 'why',
          tags: ['a', 'b'],
          url: null,
        },
      ],
      notUnderstood: [],
      notes: [],
    });
  });

  test.each([
    ['comma', 'title,status', 'A; b,draft'],
    ['semicolon', 'title;status', 'A, b;draft'],
    ['tab', 'title\tstatus', 'A, b; c\tdraft'],
    ['the one it declares', 'sep=|\ntitle|status', 'A, b|draft'],
  ])('may be divided by %s', (_name, head, row) => {
    expect(read(head, row)).toMatchObject({ items: [{ status: 'draft' }], notUnderstood: [] });
  });

  test('keeps the line each row begins on, quoted line breaks and empty rows in between', () => {
    const { items } = read('title,notes', '"One","two', 'lines"', '', ',,', 'Two,');
    expect(items.map(({ line, title, summary }) => [line, title, summary])).toEqual([
      [2, 'One', 'two lines'],
      [6, 'Two', ''],
    ]);
  });

  test('names every line and column it has no use for', () => {
    const { items, notUnderstood, notes } = read(
      'Plan for 2027,',
      'title,Owner',
      'A,Ali',
      ',Bob',
      'B,,extra',
    );
    expect(items.map(({ title }) => title)).toEqual(['A', 'B']);
    expect(notUnderstood.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '1 it stands above the row that names the columns',
      '5 there is no column for this',
      '4 this row has no title',
    ]);
    expect(notes).toEqual([{ line: 2, text: 'Owner', reason: 'this column is not taken over (2 values)' }]);
  });

  test('says which status it does not know, and which is meant', () => {
    const { items, notUnderstood } = read('title,status', 'A,In progress', 'B,drfat', 'C,✅ Done', 'D,Quux');
    expect(items.map(({ status }) => status)).toEqual(['draft', null, 'published', null]);
    expect(notUnderstood.map(({ line, reason }) => [line, reason.includes('did you mean "draft"?')])).toEqual(
      [
        [3, true],
        [5, false],
      ],
    );
  });

  test('without a column for titles is refused, with what its first line says', () => {
    expect(() => read('when,who', '2026-12-08,Ali')).toThrow(/title; its first line is: when,who/);
  });

  test('with a quote that never closes is refused, with the line', () => {
    expect(() => read('title,notes', '"A,b', 'C,d')).toThrow(/not valid CSV: .*line \d/);
  });
});
