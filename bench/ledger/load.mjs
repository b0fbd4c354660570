import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * What some of our TypeScript modules export, bundled and loaded. Packages stay outside: one of them has a part in C.
 * @param {readonly string[]} modules paths from the root of the checkout
 */
export async function load(modules) {
  const caches = join(ROOT, 'node_modules', '.cache');
  mkdirSync(caches, { recursive: true });
  const folder = mkdtempSync(join(caches, 'fortnight-bench-'));
  try {
    const contents = modules.map((path) => `export * from './${path}';`).join('\n');
    const outfile = join(folder, 'bundle.mjs');
    const stdin = { contents, resolveDir: ROOT };
    await build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
