import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMain } from './is-main.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Bundled because a command such as `check` needs them at once, and one file loads faster than hundreds. The reader of formulas because of what stays out
 * that way: it would load KaTeX, 5 MB in the process that sends, for a function of it that nobody calls here.
 */
const BUNDLED_PACKAGES = [
  'yaml',
  'temporal-polyfill',
  'commander',
  'mdast-util-from-markdown',
  'mdast-util-gfm',
  'mdast-util-math',
  'mdast-util-to-hast',
  'micromark-extension-gfm-autolink-literal',
  'micromark-extension-gfm-footnote',
  'micromark-extension-gfm-strikethrough',
  'micromark-extension-gfm-table',
  'micromark-extension-gfm-task-list-item',
  'micromark-extension-math',
  'hast-util-to-html',
  'hast-util-sanitize',
];

/** What is run: by a person, and by the threads that help with a large site. */
const ENTRIES = ['src/main.ts', 'src/article-worker.ts'];

const SHEBANG = '#!/usr/bin/env node\n';

/**
 * What is started. libuv reads the size of its thread pool at the pool's first use, and to load an ES module is one: so this is CommonJS. As
 * signatures are made in the pool, more threads than processors only keep the thread waiting that talks to the servers and the disk (docs/decisions/005-dkim.md).
 * What runs for months keeps its heap small: V8 collects it whenever it has grown by a fifth (docs/performance.md).
 */
const LAUNCHER = {
  name: 'fortnight.cjs',
  text: `${SHEBANG}'use strict';
const { availableParallelism } = require('node:os');
const { setFlagsFromString } = require('node:v8');
const staying = ['serve', 'web', 'worker'];
if (process.argv.some((argument) => staying.includes(argument))) setFlagsFromString('--heap-growing-percent=20');
process.env.UV_THREADPOOL_SIZE ??= String(Math.min(4, Math.max(2, availableParallelism() - 1)));
import('./main.js');
`,
};

/** The bundled packages that are CommonJS call `require` for Node's own modules; an ES module has none. */
const REQUIRE_FOR_COMMONJS =
  "import { createRequire as fortnightRequire } from 'node:module'; const require = fortnightRequire(import.meta.url);";

/**
 * Bundles `src/main.ts` into `dist/`, unless `dist/` was made from exactly these inputs already.
 * @param {{ root?: string }} options `root`: the checkout to build, this one by default
 * @returns {Promise<{ built: boolean }>} rejects, with `dist/` untouched, when the code does not bundle
 */
export async function build({ root = ROOT } = {}) {
  const out = join(root, 'dist');
  const inputs = hashInputs(root);
  if (isFresh(out, inputs)) return { built: false };
  const files = await bundle(root, out);
  mkdirSync(out, { recursive: true });
  for (const file of files) writeOutput(file);
  const names = files.map((file) => relative(out, file.path));
  removeStale(out, names);
  writeFileSync(stampPath(out), JSON.stringify({ inputs, files: names }));
  return { built: true };
}

function hashInputs(root) {
  const hash = createHash('sha256');
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const settings = ['package.json', 'package-lock.json', 'tsconfig.json'].map((name) => join(root, name));
  for (const path of [...sources, ...settings, fileURLToPath(import.meta.url)]) {
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
  return hash.digest('hex');
}

function isFresh(out, inputs) {
  try {
    const stamp = JSON.parse(readFileSync(stampPath(out), 'utf8'));
    const present = new Set(readdirSync(out));
    return stamp.inputs === inputs && stamp.files.every((name) => present.has(name));
  } catch {
    return false; // no stamp, or one that cannot be read: build
  }
}

/** Chunks are named by their content, so old ones would stay. Last, as a program that runs may still load one. */
function removeStale(out, names) {
  const wanted = new Set(names);
  for (const name of readdirSync(out))
    if (!wanted.has(name)) rmSync(join(out, name), { recursive: true, force: true });
}

function stampPath(out) {
  return join(out, '.build');
}

async function bundle(root, out) {
  const { build: esbuild } = await import('esbuild');
  const { outputFiles } = await esbuild({
    absWorkingDir: root,
    entryPoints: ENTRIES.filter((entry) => existsSync(join(root, entry))),
    outdir: out,
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    chunkNames: 'chunk-[name]-[hash]',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    sourcemap: 'linked',
    legalComments: 'linked',
    banner: { js: REQUIRE_FOR_COMMONJS },
    plugins: [leavePackagesOutside],
  });
  return [...withShebang(outputFiles), { path: join(out, LAUNCHER.name), text: LAUNCHER.text }];
}

/** `packages: 'external'` is all or nothing; this leaves out every package but a few and what those need. */
const leavePackagesOutside = {
  name: 'leave-packages-outside',
  setup(pluginBuild) {
    pluginBuild.onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
      const ours = !importer.includes('/node_modules/') && !importer.includes('\\node_modules\\');
      if (kind === 'entry-point' || !ours) return null;
      const bundled = BUNDLED_PACKAGES.some((name) => path === name || path.startsWith(`${name}/`));
      return bundled ? null : { path, external: true };
    });
  },
};

/** Puts the shebang in front of the entry. Its map moves down by that one line: `;` ends a line in a source map. */
function withShebang(files) {
  const entry = files.find(({ path }) => basename(path) === 'main.js');
  if (entry === undefined || entry.text.startsWith('#!')) return files;
  return files.map(({ path, text }) => {
    if (path === entry.path) return { path, text: SHEBANG + text };
    if (path !== `${entry.path}.map`) return { path, text };
    const map = JSON.parse(text);
    return { path, text: JSON.stringify({ ...map, mappings: `;${map.mappings}` }) };
  });
}

function writeOutput({ path, text }) {
  writeFileSync(path, text, { mode: text.startsWith(SHEBANG) ? 0o755 : 0o644 });
}

if (isMain(import.meta.url)) {
  const { built } = await build();
  process.stdout.write(built ? 'built dist/\n' : 'dist/ is up to date\n');
}
