import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError, systemCodeOf } from './core/errors.ts';

const PACKAGE_NAME = 'fortnight';

/** The two fields of our own package.json that the program reads. */
interface Manifest {
  readonly name: string;
  readonly version: string;
}

/**
 * The folder that holds Fortnight's own package.json, and with it `migrations/`, `emails/` and `calendar/`: the checkout,
 * or the installed package. The same from `src/` and from the bundle in `dist/`.
 * @throws AppError `configuration` when no folder above this file is the package.
 */
export function packageRoot(): string {
  return ourPackage().root;
}

/** The version in package.json, e.g. `0.1.0`. Throws as `packageRoot` does. */
export function packageVersion(): string {
  return ourPackage().manifest.version;
}

/**
 * Names just this program: its version and, where it was built, what from. What another program made of the same posts may differ from what this one makes.
 * Throws as `packageRoot` does.
 */
export function programName(): string {
  return [packageVersion(), builtFrom()].join(' ').trim();
}

function builtFrom(): string {
  try {
    return createHash('sha256')
      .update(readFileSync(join(packageRoot(), 'dist', '.build')))
      .digest('hex');
  } catch (error) {
    // Run from its sources.
    if (systemCodeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

let found: { readonly root: string; readonly manifest: Manifest } | null = null;

function ourPackage(): { readonly root: string; readonly manifest: Manifest } {
  found ??= findPackage(dirname(fileURLToPath(import.meta.url)));
  return found;
}

function findPackage(start: string): { readonly root: string; readonly manifest: Manifest } {
  for (let folder = start; ; folder = dirname(folder)) {
    const manifest = readManifest(join(folder, 'package.json'));
    if (manifest?.name === PACKAGE_NAME) return { root: folder, manifest };
    if (dirname(folder) === folder) {
      throw new AppError('configuration', `no package.json of ${PACKAGE_NAME} above ${start}`, {
        help: 'keep dist/ inside the package: it needs migrations/ and emails/ beside it',
      });
    }
  }
}

function readManifest(path: string): Manifest | null {
  try {
    return toManifest(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    // Another package's folder without a manifest, or with a broken one, is only a step on the way up.
    if (systemCodeOf(error) === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

function toManifest(json: unknown): Manifest | null {
  if (typeof json !== 'object' || json === null || !('name' in json) || !('version' in json)) return null;
  const { name, version } = json;
  return typeof name === 'string' && typeof version === 'string' ? { name, version } : null;
}
