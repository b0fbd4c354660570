import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** `fortnight rehearse` without the command line in front of it. */
const ENTRY = `
  export { runRehearsal } from './src/rehearsal/command.ts';
  export { workspaceAt } from './src/workspace/workspace.ts';
`;

/** Bundles it from its sources into `dist/`, from where it finds migrations and packages. @returns `url` to import; `done` removes it */
export async function bundleRehearsal() {
  const outfile = join(ROOT, 'dist', `rehearsal-${process.pid}.mjs`);
  await build({
    stdin: { contents: ENTRY, resolveDir: ROOT, loader: 'ts' },
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
  });
  const { href: url } = pathToFileURL(outfile);
  return { url, done: () => rmSync(outfile, { force: true }) };
}
