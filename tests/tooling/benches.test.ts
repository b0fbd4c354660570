import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';

/** What a bench asks of the modules that it loads: it is run by hand, and would otherwise break without anybody seeing it. */
interface Wish {
  readonly bench: string;
  readonly names: readonly string[];
  readonly modules: readonly string[];
}

describe('the benches', () => {
  const wishes = wishesOf(benches());

  it('are found to load some of our modules', () => {
    expect(wishes.length).toBeGreaterThan(4);
  });

  it.each(wishes)('$bench loads what there is', ({ names, modules }) => {
    const exported = new Set(modules.flatMap(exportsOf));
    expect(names.filter((name) => !exported.has(name))).toEqual([]);
  });
});

function benches(): readonly string[] {
  const files = readdirSync(join(packageRoot(), 'bench'), { recursive: true, encoding: 'utf8' });
  const ours = files.filter((file) => file.endsWith('.mjs') && !file.includes('node_modules'));
  return ours.map((file) => `bench/${file}`);
}

/** `const { a, b } = await load([…])`, or `const ours = await load([…])` and `ours.a`. */
function wishesOf(files: readonly string[]): readonly Wish[] {
  return files.flatMap((bench) => {
    const source = readFileSync(join(packageRoot(), bench), 'utf8');
    const loads = [...source.matchAll(/const (\{[^}]*\}|\w+) = await load\(\[([^\]]*)\]\)/g)];
    return loads.map(([, taken = '', list = '']) => ({
      bench,
      names: taken.startsWith('{') ? wordsIn(taken) : membersOf(source, taken),
      modules: [...list.matchAll(/'([^']+)'/g)].map(([, module = '']) => module),
    }));
  });
}

function wordsIn(text: string): readonly string[] {
  return text.match(/\w+/g) ?? [];
}

function membersOf(source: string, name: string): readonly string[] {
  return [...source.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, 'g'))].map(([, member = '']) => member);
}

function exportsOf(module: string): readonly string[] {
  const source = readFileSync(join(packageRoot(), module), 'utf8');
  const declared = /^export (?:async )?(?:function\*?|const|class) (\w+)/gm;
  return [...source.matchAll(declared)].map(([, name = '']) => name);
}
