import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../src/core/errors.ts';
import { readCsvPlan } from '../../../../src/domain/calendar/import/csv.ts';
import { readIcsPlan } from '../../../../src/domain/calendar/import/ics.ts';
import type { ReadPlan } from '../../../../src/domain/calendar/import/imported.ts';
import { readMarkdownPlan } from '../../../../src/domain/calendar/import/markdown.ts';
import { planImport } from '../../../../src/domain/calendar/import/plan-import.ts';
import { spliceImport } from '../../../../src/domain/calendar/import/splice.ts';
import { parseCalendar } from '../../../../src/domain/calendar/parse.ts';
import { starterCalendar } from '../../../../src/domain/calendar/starter.ts';
import { date, zone } from '../../../support/calendars.ts';
import { runs } from '../../../support/runs.ts';

const la = zone('America/Los_Angeles');
const starter = starterCalendar({
  title: 'T',
  author: 'Ali',
  email: 'ali@example.com',
  url: 'https://example.com',
  zone: la,
  anchor: date('2026-12-08'),
  every: '14 days',
});
const { calendar } = parseCalendar({ file: 'f', text: starter });

/** Pieces of which each format is made, in any order. */
const pieces = {
  csv: [
    'title',
    'date',
    'status',
    ',',
    ';',
    '"',
    '\n',
    'A',
    '2026-12-08',
    '8/12/2026',
    'draft',
    'done',
    '#',
    ': ',
    '\t',
    'sep=;\n',
    "'",
  ],
  ics: [
    'BEGIN:VEVENT\n',
    'END:VEVENT\n',
    'BEGIN:VTODO\n',
    'END:VTODO\n',
    'SUMMARY:',
    'DTSTART',
    ';TZID=',
    'X',
    ':',
    '20261208',
    'T0930',
    'Z',
    '\n ',
    '\n',
    '\\n',
    'CATEGORIES:a,b',
  ],
  markdown: [
    '- ',
    '  - ',
    '# ',
    '[x] ',
    '[ ]',
    '\n',
    '2026-12-08',
    '**',
    '_',
    '`',
    '```\n',
    '---\n',
    'status: ',
    'done',
    'A',
    '(',
    ')',
    '[',
    ']',
    '#',
    '~~',
    '<!--',
    '-->',
  ],
};

describe.each([
  ['csv', readCsvPlan, 'title,date,status\n'],
  ['ics', readIcsPlan, 'BEGIN:VEVENT\nSUMMARY:'],
  ['markdown', readMarkdownPlan, '- '],
] as const)('any text as %s', (format, read, beginning) => {
  const texts = fc.array(
    fc.oneof(fc.constantFrom(...pieces[format]), fc.string({ unit: 'binary', maxLength: 3 })),
    { maxLength: 60 },
  );

  test('is read or refused in words, every line in place, and what comes of it never makes a fault', () => {
    let imported = 0;
    fc.assert(
      fc.property(texts, fc.boolean(), (parts, begun) => {
        const text = `${begun ? beginning : ''}${parts.join('')}`.replace(/\r\n?|\0/g, '\n');
        const plan = outcomeOf(() => read(text, la));
        if (plan === null || calendar === null) return;
        const lines = text.split('\n').length;
        for (const { line } of [...plan.items, ...plan.notUnderstood, ...plan.notes]) {
          expect(line >= 1 && line <= lines).toBe(true);
        }
        const { topics, tracks } = planImport(plan, {
          calendar,
          track: null,
          hasBody: () => false,
          today: date('2026-11-22'),
        });
        imported += topics.length;
        const spliced = spliceImport(starter, topics, tracks);
        const after = spliced.kind === 'spliced' ? parseCalendar({ file: 'f', text: spliced.text }) : null;
        expect(after?.diagnostics).toEqual([]);
        expect(after?.calendar?.topics.slice(3).map(({ id, title }) => [id, title])).toEqual(
          topics.map(({ id, title }) => [id, title]),
        );
      }),
      runs(7, 400),
    );
    expect(imported).toBeGreaterThan(100);
  });
});

test('neither one endless line nor one title ten thousand times takes long', () => {
  const start = performance.now();
  for (const endless of ['*_'.repeat(200_000), '('.repeat(400_000), '[a]('.repeat(100_000)]) {
    readMarkdownPlan(`- ${endless}\n- A\n  ${endless}`);
  }
  const plan = readCsvPlan(`title\n${'A\n'.repeat(10_000)}`, la);
  if (calendar === null) throw new Error('the starter is a calendar');
  const { topics } = planImport(plan, {
    calendar,
    track: null,
    hasBody: () => false,
    today: date('2026-11-22'),
  });
  expect(topics.at(-1)?.id).toBe('a-10000');
  expect(performance.now() - start).toBeLessThan(5_000);
});

function outcomeOf(read: () => ReadPlan): ReadPlan | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
