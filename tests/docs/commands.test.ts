import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../../src/cli/environment.ts';
import { runProgram } from '../../src/cli/program.ts';

const FOLDER = new URL('../../docs/', import.meta.url);
const DOCS = [
  'README.md',
  ...readdirSync(FOLDER)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

describe('the documentation of commands', () => {
  it('lists every command in docs/commands.md, and none that does not exist', async () => {
    const text = await read('docs/commands.md');
    const listed = [...text.matchAll(/^\| `fortnight ([a-z -]+)` \|/gm)].map((match) => match[1]);
    expect(listed.toSorted()).toEqual((await allCommands()).toSorted());
  });

  it.each(DOCS)('%s names no command that does not exist', async (file) => {
    const commands = await allCommands();
    const named = [
      ...(await read(file)).matchAll(/(?:`|npx |\$ )fortnight ([a-z][a-z-]*(?: [a-z][a-z-]*)?)/g),
    ];
    for (const [, words = ''] of named) {
      const [first = ''] = words.split(' ');
      expect(
        commands.some((command) => command === words || command === first || command.startsWith(`${first} `)),
      ).toBe(true);
    }
  });
});

/** `check`, `edition hold`…: read from the program's own help. */
async function allCommands(): Promise<string[]> {
  const top = await commandsIn(['--help']);
  const groups = await Promise.all(
    top.map(async (name) => ({ name, inner: await commandsIn([name, '--help']) })),
  );
  return groups.flatMap(({ name, inner }) =>
    inner.length === 0 ? [name] : inner.map((one) => `${name} ${one}`),
  );
}

async function commandsIn(argv: readonly string[]): Promise<string[]> {
  const help = await helpOf(argv);
  const [, ...sections] = help.split(/^(?=[A-Z][a-z]+:$)/m);
  return sections
    .filter((section) => !/^(Options|Arguments|Usage|Example):/.test(section))
    .flatMap((section) =>
      [...section.matchAll(/^ {2}([a-z][a-z-]*)(?= |$)/gm)].map((match) => match[1] ?? ''),
    )
    .filter((name) => name !== '' && name !== 'fortnight');
}

async function helpOf(argv: readonly string[]): Promise<string> {
  const written: string[] = [];
  const fail = () => Promise.reject(new Error('help must open nothing'));
  const environment: Environment = {
    terminal: {
      out: (text) => written.push(text),
      octets: () => {},
      err: () => {},
      paint: (_tone, text) => text,
      columns: 100,
      interactive: false,
    },
    input: () => {
      throw new Error('help must open nothing');
    },
    workspace: () => {
      throw new Error('help must open nothing');
    },
    config: () => {
      throw new Error('help must open nothing');
    },
    app: fail,
    facts: fail,
    serve: fail,
    showPreview: fail,
    serveEditor: fail,
    demo: fail,
    rehearse: fail,
    now: () => 0,
    stop: () => new AbortController().signal,
    zoneData: null,
    version: '0.0.0',
  };
  await runProgram(argv, environment);
  return written.join('\n');
}

function read(file: string): Promise<string> {
  return readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
}
