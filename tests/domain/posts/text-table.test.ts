import { describe, expect, it } from 'vitest';
import { textTable } from '../../../src/domain/posts/text-table.ts';

describe('a table in plain text', () => {
  it('aligns its columns, numbers to the right', () => {
    const rows = [
      ['Node', 'Term'],
      ['alpha', '3'],
      ['beta', '12'],
    ];
    expect(textTable(rows, [null, 'right'], 72)).toBe('Node   Term\n-----  ----\nalpha     3\nbeta     12');
  });

  it('counts wide characters as two columns', () => {
    expect(
      textTable(
        [
          ['名前', 'x'],
          ['a', 'y'],
        ],
        [],
        72,
      ),
    ).toBe('名前  x\n----  -\na     y');
  });

  it('wraps the longest column when the whole would be too wide', () => {
    const table = textTable(
      [
        ['Key', 'Meaning'],
        ['a', 'several words that need more room than there is'],
      ],
      [],
      30,
    );
    expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(30);
    expect(table.split('\n').slice(2)).toEqual([
      'a    several words that need',
      '     more room than there is',
    ]);
  });

  it('becomes records when it cannot be squeezed into the width', () => {
    const head = ['First', 'Second', 'Third'];
    const row = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc'];
    expect(textTable([head, row, row], [], 30)).toBe(
      'First: aaaaaaaaaaaa\nSecond: bbbbbbbbbbbb\nThird: cccccccccccc\n\nFirst: aaaaaaaaaaaa\nSecond: bbbbbbbbbbbb\nThird: cccccccccccc',
    );
  });

  it('passes over what is empty in a record', () => {
    const head = ['First', 'Second', 'Third'];
    const full = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc'];
    expect(textTable([head, full, ['aaaaaaaaaaaa', '', 'cccccccccccc']], [], 30)).toBe(
      'First: aaaaaaaaaaaa\nSecond: bbbbbbbbbbbb\nThird: cccccccccccc\n\nFirst: aaaaaaaaaaaa\nThird: cccccccccccc',
    );
  });
});
