import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** CommonJS packages in the bundle call `require`; an ES module has none. */
const REQUIRE =
  "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);";

/**
 * What some of our TypeScript modules export, bundled as the command is and loaded.
 * @param {readonly string[]} modules paths from the root of the checkout
 */
export async function load(modules) {
  const folder = mkdtempSync(join(tmpdir(), 'fortnight-bench-'));
  try {
    const contents = modules.map((path) => `export * from './${path}';`).join('\n');
    const outfile = join(folder, 'bundle.mjs');
    const stdin = { contents, resolveDir: ROOT };
    const shape = {
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
      banner: { js: REQUIRE },
    };
    await build({ stdin, outfile, ...shape });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
