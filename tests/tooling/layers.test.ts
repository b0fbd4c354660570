import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { makeCheckout } from './checkout.ts';

type Arrow = readonly [from: string, to: string];

/** `from -> to`, every pair of rooms where `from` may not import `to`. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  core: 'domain store mail site workspace app web worker cli lsp demo rehearsal',
  domain: 'store mail site workspace app web worker cli lsp demo rehearsal',
  store: 'mail site workspace app web worker cli lsp demo rehearsal',
  mail: 'store site workspace app web worker cli lsp demo rehearsal',
  site: 'store mail workspace app web worker cli lsp demo rehearsal',
  workspace: 'store mail site app web worker cli lsp demo rehearsal',
  app: 'store/sqlite web worker cli lsp demo rehearsal',
  web: 'store/sqlite worker cli lsp demo rehearsal',
  worker: 'store/sqlite web cli lsp demo rehearsal',
  cli: 'store/sqlite web worker lsp demo rehearsal',
  lsp: 'store store/sqlite mail site web worker cli demo rehearsal',
};

const ALLOWED: Readonly<Record<string, string>> = {
  core: 'core',
  domain: 'core domain',
  store: 'core domain store/sqlite',
  'store/sqlite': 'core domain store',
  mail: 'core domain mail',
  site: 'core domain site',
  workspace: 'core domain workspace',
  app: 'core domain store mail site workspace',
  web: 'core domain store site app',
  worker: 'core domain store app',
  cli: 'core domain store workspace app',
  lsp: 'core domain workspace app',
  demo: 'core domain store store/sqlite mail site workspace app web worker cli lsp',
  rehearsal: 'core domain store store/sqlite mail site workspace app web worker cli lsp',
};

const RULE = 'lint/style/noRestrictedImports';

describe('the arrows between the rooms', () => {
  it('are reported in every forbidden direction, from any depth, for values, types and dynamic imports', () => {
    const arrows = arrowsOf(FORBIDDEN);
    const kinds = (arrow: Arrow) => [
      [fileOf(arrow, 'value'), `export { target } from '../${arrow[1]}/target.ts';\n`],
      [fileOf(arrow, 'type'), `export type { Target } from '../${arrow[1]}/target.ts';\n`],
      [fileOf(arrow, 'later'), `export const later = () => import('../${arrow[1]}/target.ts');\n`],
      [fileOf(arrow, 'deep/er'), `export { target } from '../../${arrow[1]}/target.ts';\n`],
    ];
    const files = Object.fromEntries(arrows.flatMap(kinds));
    expect(faultyFiles(files, RULE)).toEqual(Object.keys(files).sort());
  });

  it('pass in every allowed direction', () => {
    const files = arrowsOf(ALLOWED).map((arrow): [string, string] => {
      const up = '../'.repeat(arrow[0].split('/').length);
      return [fileOf(arrow, 'value'), `export { target } from '${up}${arrow[1]}/target.ts';\n`];
    });
    expect(faultyFiles(Object.fromEntries(files), RULE)).toEqual([]);
  });

  it('end at the root, which the rooms may not import, and which imports them all', () => {
    const rooms = Object.keys(FORBIDDEN);
    const roots = ['main', 'run-main', 'compose', 'serve'];
    const users = rooms.flatMap((room) =>
      roots.map((root) => [`src/${room}/${root}-user.ts`, `export { run } from '../${root}.ts';\n`]),
    );
    const shows = ['demo', 'rehearsal'];
    const above = shows.map((show) => [`src/${show}/main-user.ts`, "export { run } from '../main.ts';\n"]);
    const faulty = Object.fromEntries([...users, ...above]);
    const main = [...rooms, ...shows].map((room) => `import './${room}/target.ts';\n`).join('');
    const fine = { 'src/main.ts': main, 'src/demo/demo.ts': "export { run } from '../compose.ts';\n" };
    expect(faultyFiles({ ...faulty, ...fine }, RULE)).toEqual(Object.keys(faulty).sort());
  });

  it.each(['core', 'domain'])('leave %s without disk, network and processes', (room) => {
    const builtins = ['node:fs', 'node:fs/promises', 'node:net', 'node:http', 'node:child_process'];
    const files = builtins.map((name, index) => [
      `src/${room}/io-${index}.ts`,
      `export * as io from '${name}';\n`,
    ]);
    expect(faultyFiles(Object.fromEntries(files), RULE)).toHaveLength(builtins.length);
  });
});

describe('the other habits that the linter guards', () => {
  it.each([
    [
      'an import cycle',
      'lint/suspicious/noImportCycles',
      "import { b } from './b.ts';\nexport const a = () => b;\n",
    ],
    [
      'a promise that nobody awaits',
      'lint/nursery/noFloatingPromises',
      'const go = async () => 1;\nexport const run = () => {\n  go();\n};\n',
    ],
    [
      'the time of the host',
      'lint/nursery/noJsRestrictedProperties',
      'export const now = () => Date.now();\n',
    ],
    ['chance', 'lint/nursery/noJsRestrictedProperties', 'export const roll = () => Math.random();\n'],
    ['a default export', 'lint/style/noDefaultExport', 'export default 1;\n'],
  ])('%s is reported', (_what, rule, text) => {
    const files = {
      'src/app/a.ts': text,
      'src/app/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
    };
    expect(faultyFiles(files, rule)).toContain('src/app/a.ts');
  });

  it('only the clock asks the host for the time, and only the root hands out chance', () => {
    const files = {
      'src/core/clock.ts': 'export const now = () => Date.now();\n',
      'src/compose.ts': 'export const random = Math.random;\n',
    };
    expect(faultyFiles(files, 'lint/nursery/noJsRestrictedProperties')).toEqual([]);
  });
});

function arrowsOf(table: Readonly<Record<string, string>>): readonly Arrow[] {
  return Object.entries(table).flatMap(([from, to]) => to.split(' ').map((room): Arrow => [from, room]));
}

function fileOf([from, to]: Arrow, kind: string): string {
  return `src/${from}/${kind}-${to.replace('/', '-')}.ts`;
}

/** The files of a checkout in which Biome, with our configuration, reports a fault of this rule. */
function faultyFiles(files: Readonly<Record<string, string>>, rule: string): string[] {
  const biome = join(packageRoot(), 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: makeCheckout(files), encoding: 'utf8' });
  const report: { diagnostics: { category: string; severity: string; location: { path: string } }[] } =
    JSON.parse(stdout);
  const faults = report.diagnostics.filter(
    ({ category, severity }) => category === rule && severity === 'error',
  );
  return [...new Set(faults.map(({ location }) => location.path))].sort();
}
