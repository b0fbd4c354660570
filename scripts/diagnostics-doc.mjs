import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build as bundle } from 'esbuild';
import { build } from './build.mjs';
import { isMain } from './is-main.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const FIXTURES = join(ROOT, 'tests', 'fixtures', 'calendar');
const PAGE = join(ROOT, 'docs', 'diagnostics.md');

/**
 * The page with one section for each rule: what, why, an example, how. What stands before the first section is kept.
 * @param {string} page the page as it is
 * @param {readonly { code: string, title: string, what: string, why: string, how: string }[]} rules in order
 * @param {(code: string) => string} exampleOf what `fortnight check` prints in the fixture of a code
 */
export function diagnosticsPage(page, rules, exampleOf) {
  const [head = ''] = page.split(/^## /m);
  const sections = rules.map(({ code, title, what, why, how }) =>
    [`## ${code}: ${title}`, `${what} ${why}`, fenced(exampleOf(code)), `To mend it: ${how}`].join('\n\n'),
  );
  return `${[head.trimEnd(), ...sections].join('\n\n')}\n`;
}

/** An example may itself be about a fence. */
function fenced(example) {
  const fence = example.includes('```') ? '````' : '```';
  return `${fence}\n${example}${fence}`;
}

/** Runs every fixture, notes what comes out, and writes the page anew. What changed is for `git diff` to show. */
async function refresh() {
  await build();
  const rules = await loadRules();
  for (const code of readdirSync(FIXTURES)) noteResults(join(FIXTURES, code));
  const exampleOf = (code) => readFileSync(join(FIXTURES, code, 'expected.txt'), 'utf8');
  writeFileSync(PAGE, diagnosticsPage(readFileSync(PAGE, 'utf8'), rules, exampleOf));
  process.stdout.write(`${rules.length} diagnostics in docs/diagnostics.md\n`);
}

function noteResults(fixture) {
  writeFileSync(join(fixture, 'expected.txt'), fortnight(fixture, ['check']));
  writeFileSync(join(fixture, 'expected.json'), fortnight(fixture, ['check', '--json']));
  const copy = mkdtempSync(join(tmpdir(), 'fortnight-fixture-'));
  try {
    cpSync(fixture, copy, { recursive: true });
    fortnight(copy, ['check', '--fix']);
    const [before, after] = [fixture, copy].map((folder) =>
      readFileSync(join(folder, 'calendar', 'calendar.yaml')),
    );
    const fixed = join(fixture, 'fixed.yaml');
    if (!before.equals(after)) writeFileSync(fixed, after);
    else if (existsSync(fixed)) rmSync(fixed);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function fortnight(cwd, argv) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(ROOT, 'dist', 'main.js'), ...argv], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
  });
  if (status !== 0 && status !== 1)
    throw new Error(`fortnight ${argv.join(' ')} failed in ${cwd}:\n${stderr}`);
  return stdout;
}

async function loadRules() {
  const folder = mkdtempSync(join(tmpdir(), 'fortnight-rules-'));
  try {
    const outfile = join(folder, 'rules.mjs');
    const entry = join(ROOT, 'src', 'domain', 'calendar', 'rules', 'registry.ts');
    await bundle({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
    });
    return (await import(pathToFileURL(outfile).href)).rules;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (isMain(import.meta.url)) await refresh();
