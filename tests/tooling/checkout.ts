import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';

/** A folder laid out as a checkout with these files, our own packages and settings; it goes away after the test. */
export function makeCheckout(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'fortnight-checkout-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['package.json', 'package-lock.json', 'tsconfig.json', 'biome.json']) {
    cpSync(join(packageRoot(), name), join(folder, name));
  }
  symlinkSync(join(packageRoot(), 'node_modules'), join(folder, 'node_modules'), 'dir');
  for (const [name, text] of Object.entries(files)) writeIn(folder, name, text);
  return folder;
}

export function writeIn(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Calls an exported function of a file in `scripts/`, in a process of its own, and gives back what it returned. */
export function callScript(file: string, name: string, ...args: readonly unknown[]): unknown {
  const script = JSON.stringify(join(packageRoot(), 'scripts', file));
  const call = `const script = await import(${script});
    const result = await script[${JSON.stringify(name)}](...${JSON.stringify(args)});
    process.stdout.write(JSON.stringify(result));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', call], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${file} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}
