import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { fortnightIn } from '../support/environment-command-line.ts';
import { temporaryFolder } from '../support/stores.ts';

let root: string;
let file: string;

beforeEach(() => {
  root = temporaryFolder();
  file = join(root, 'calendar', 'calendar.yaml');
  mkdirSync(join(root, 'calendar'));
  writeFileSync(join(root, '.env'), 'FORTNIGHT_NOW=2026-10-01T12:00:00Z\n');
});

async function onlyDiagnostic() {
  const { out, code } = await fortnightIn(root, ['check', '--json']);
  const { diagnostics } = JSON.parse(out);
  expect([diagnostics.length, code]).toEqual([1, 1]);
  return diagnostics[0];
}

const deep = (open: string, close: string, times: number) =>
  `blog: ${open.repeat(times)}${close.repeat(times)}\n`;
/** Each alias holds the one before it nine times: nine levels would be 387 million values. */
const bomb = Array.from({ length: 9 }, (_, level) =>
  level === 0
    ? 'a0: &a0 [x]'
    : `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
).join('\n');

it.each([
  ['a file of 10 MB', Buffer.alloc(10 * 1024 * 1024, 'topics: []\n'), 'larger than 5 MB'],
  ['a bomb of aliases that is too large', `${bomb}\n${bomb.replaceAll('a', 'b')}\n`, 'aliases'],
  ['lists in lists', deep('[', ']', 200_000), 'nested too deeply'],
  ['groups in groups', deep('{a: ', '}', 100_000), 'nested too deeply'],
  ['a NUL byte', 'blog:\0 x\n', 'NUL'],
  ['bytes that are no UTF-8', Buffer.from([0x62, 0x3a, 0x20, 0xc3, 0x28, 0x0a]), 'not UTF-8'],
  ['UTF-16', Buffer.from('\uFEFFblog: x\n', 'utf16le'), 'not UTF-8'],
])('%s is one clear E111', async (_, content, words) => {
  writeFileSync(file, content);
  const diagnostic = await onlyDiagnostic();
  expect(diagnostic).toMatchObject({ code: 'E111', blocks: 'file' });
  expect(diagnostic.message).toContain(words);
});

it('a bomb of few aliases is never expanded', async () => {
  writeFileSync(file, `${bomb}\n`);
  const { out, code } = await fortnightIn(root, ['check', '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(out).errors).toBeLessThan(40);
});

it('a folder in its place is E111', async () => {
  mkdirSync(file);
  expect((await onlyDiagnostic()).message).toContain('not a file');
});

it('a FIFO in its place is E111, and nobody waits for a writer', async () => {
  expect(spawnSync('mkfifo', [file]).status).toBe(0);
  expect((await onlyDiagnostic()).message).toContain('not a file');
});

it('a FIFO in place of a post is no post', async () => {
  writeFileSync(file, 'topics: []\n');
  mkdirSync(join(root, 'calendar', 'posts'));
  expect(spawnSync('mkfifo', [join(root, 'calendar', 'posts', 'a.md')]).status).toBe(0);
  expect((await fortnightIn(root, ['check'])).code).toBe(1);
});

it('a file that never stands still is E111 in the end', async () => {
  writeFileSync(file, 'topics: []\n');
  let isDone = false;
  const writing = (async () => {
    while (!isDone) {
      appendFileSync(file, '# more\n');
      await pause(0);
    }
  })();
  const { out } = await fortnightIn(root, ['check', '--json']);
  isDone = true;
  await writing;
  // It may be read between two saves; it is never read in the middle of one.
  const codes = JSON.parse(out).diagnostics.map((each: { code: string }) => each.code);
  expect(codes.includes('E111') || codes.every((code: string) => code === 'E107')).toBe(true);
});

it('no file at all is said in words', async () => {
  rmSync(file, { force: true });
  await expect(fortnightIn(root, ['check'])).rejects.toMatchObject({ code: 'configuration' });
});
