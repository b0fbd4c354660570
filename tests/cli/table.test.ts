import { expect, test } from 'vitest';
import { renderTable } from '../../src/cli/table.ts';
import { displayWidth } from '../../src/core/display-width.ts';

type Row = readonly [string, string, number];
const plain = (_: string, text: string) => text;
const columns = [
  { title: 'Id', cell: (row: Row) => row[0] },
  { title: 'Title', cell: (row: Row) => row[1], flexible: true },
  { title: 'Sent', cell: (row: Row) => String(row[2]), align: 'right' as const },
];

function rendered(rows: readonly Row[], width: number): string {
  return renderTable(rows, columns, plain, width);
}

test('columns are as wide as their widest cell, and numbers stand right', () => {
  expect(rendered([['raft-1', 'Raft', 12]], 80)).toBe('Id      Title  Sent\nraft-1  Raft     12');
});

test.each([80, 60, 40])('in %i columns the flexible one gives way first', (width) => {
  const text = rendered(
    [['raft-1', 'A title that goes on and on and on and on and on and on and on and on', 1]],
    width,
  );
  for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  expect(text).toContain('raft-1');
  expect(text).toMatch(/…/);
});

test('then the widest is cut, so that no line is longer than the terminal', () => {
  const text = rendered(
    [['an-id-that-is-much-longer-than-anybody-would-choose-for-a-topic-of-theirs', 'Raft', 1]],
    40,
  );
  for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(40);
});

test('wide letters count for the two cells they take', () => {
  const [, first, second] = rendered(
    [
      ['a', '合意', 1],
      ['b', 'Raft', 2],
    ],
    80,
  ).split('\n');
  expect(displayWidth(first ?? '')).toBe(displayWidth(second ?? ''));
});
