import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffText, unifiedDiff } from '../../src/core/unified-diff.ts';
import { runs } from '../support/runs.ts';
import { temporaryFolder } from '../support/stores.ts';

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}\n`).join('');

describe('a unified diff', () => {
  it('shows a change with three lines around it', () => {
    const before = numbered(1, 20);
    expect(diffText(unifiedDiff('a/b.txt', before, before.replace('10\n', 'ten\n')))).toBe(
      '--- a/a/b.txt\n+++ b/a/b.txt\n@@ -7,7 +7,7 @@\n 7\n 8\n 9\n-10\n+ten\n 11\n 12\n 13\n',
    );
  });

  it('shows a moved line as taken out and put in, in two hunks when they are far apart', () => {
    const after = `20\n${numbered(1, 19)}`;
    const kinds = unifiedDiff('x', numbered(1, 20), after).map(({ kind }) => kind);
    expect(kinds.join('')).toBe('filefilehunk+   hunk   -');
  });

  it('is empty for equal texts, and says when the last line has no end', () => {
    expect(unifiedDiff('x', 'a\n', 'a\n')).toEqual([]);
    expect(diffText(unifiedDiff('x', 'a', 'b\n'))).toBe(
      '--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+b\n',
    );
  });

  it('can be applied by git, whatever the texts', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'sub'));
    const file = join(folder, 'sub', 'x.txt');
    const texts = fc
      .array(fc.constantFrom('a\n', 'b\n', '\n', 'c\r\n', 'd'), { maxLength: 12 })
      .map((all) => all.join(''));
    const property = fc.property(texts, texts, (before, after) => {
      fc.pre(before !== after && before !== '' && after !== '');
      writeFileSync(file, before);
      const input = diffText(unifiedDiff('sub/x.txt', before, after));
      const { status, stderr } = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], {
        cwd: folder,
        input,
        encoding: 'utf8',
      });
      expect({ status, stderr, text: readFileSync(file, 'utf8') }).toEqual({
        status: 0,
        stderr: '',
        text: after,
      });
    });
    fc.assert(property, runs(20261208, 60));
  });
});
