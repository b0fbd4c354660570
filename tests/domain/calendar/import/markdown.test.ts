import { describe, expect, test } from 'vitest';
import { readMarkdownPlan } from '../../../../src/domain/calendar/import/markdown.ts';

const read = (...lines: string[]) => readMarkdownPlan(lines.join('\n'));

describe('a Markdown list', () => {
  test('gives topics with tracks from headings, dates, statuses and summaries', () => {
    const { items, notUnderstood } = read(
      '# Plan',
      '## Distributed systems ##',
      '- [x] 2026-03-01: **After** CAP',
      '- [ ] Raft, explained (2026-12-08) #raft [draft]',
      '  - what it is',
      '  - [ ] why it works',
      '',
      '## Personal',
      '1. On call — 2026-12-22',
      '   status: in review',
      '   tags: a, #b',
      '* ~~Never mind~~',
    );
    expect(notUnderstood).toEqual([]);
    expect(
      items.map(({ line, title, date, status, groups }) => [line, title, date, status, groups[0]]),
    ).toEqual([
      [3, 'After CAP', '2026-03-01', 'published', 'Distributed systems'],
      [4, 'Raft, explained', '2026-12-08', 'draft', 'Distributed systems'],
      [9, 'On call', '2026-12-22', 'review', 'Personal'],
      [12, 'Never mind', null, 'parked', 'Personal'],
    ]);
    expect(items[1]).toMatchObject({ summary: 'what it is; why it works', tags: ['raft'] });
    expect(items[2]?.tags).toEqual(['a', 'b']);
  });

  test.each([
    ['[A post](https://example.org/a)', 'A post'],
    ['`git` and __more__ of *it*', 'git and more of it'],
    ['snake_case_name in C#', 'snake_case_name in C#'],
    ['A [bracket] and (another)', 'A [bracket] and (another)'],
    ['2 * 3 * 4', '2 * 3 * 4'],
  ])('has %s for the title %s', (typed, title) => {
    expect(read(`- ${typed}`).items[0]?.title).toBe(title);
  });

  test('keeps the address of a link in the summary, and names a second one in a title', () => {
    const { items, notUnderstood } = read(
      '- [A](https://example.org/a) or [B](https://example.org/b)',
      '  - see [C](https://example.org/c)',
    );
    expect(items[0]).toMatchObject({ title: 'A or B', summary: 'see C (https://example.org/c)' });
    expect(notUnderstood).toMatchObject([
      { line: 1, reason: 'only its first link is taken over, not https://example.org/b' },
    ]);
  });

  test('takes the link of a title', () => {
    expect(read('- [x] [A](https://example.org/a "t") 2026-03-01').items[0]?.url).toBe(
      'https://example.org/a',
    );
  });

  test('names every line it has no use for, and passes over comments, rules and blank lines', () => {
    const { items, notUnderstood } = read(
      '---',
      'title: x',
      '---',
      'Prose.',
      '<!-- a comment',
      '- not this',
      '-->',
      '***',
      '- A 2026-02-30',
      '- B 2026-12-08 2026-12-22',
      '- [ ]',
      '- [?] C',
      '  status: drfat',
      '```',
      '- nor this',
      '```',
      '| a | b |',
    );
    expect(items.map(({ title }) => title)).toEqual(['A 2026-02-30', 'B', 'C']);
    expect(notUnderstood.map(({ line, reason }) => `${line} ${reason.slice(0, 34)}`)).toEqual([
      '1 code and front matter are not take',
      '4 this is neither a heading nor an i',
      '9 2026-02-30 is not a real date',
      '10 it has a second date, 2026-12-22',
      '11 this item has no title',
      '12 "[?]" is no box Fortnight knows',
      '12 "drfat" is no status Fortnight kno',
      '14 code and front matter are not take',
      '17 this is neither a heading nor an i',
    ]);
  });

  test('without a list is refused', () => {
    expect(() => read('# Plan', 'Some day.')).toThrow('no list');
  });
});
