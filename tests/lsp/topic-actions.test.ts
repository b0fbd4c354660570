import { beforeAll, describe, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver/node';
import { calendarText, topicsText } from '../domain/calendar/sample.ts';
import { buildProgram } from '../support/processes.ts';
import { applied, CURSOR, type Editor, openEditor } from './editor.ts';

beforeAll(buildProgram);

const cadence = `cadence:
  anchor: 2101-01-04
  every: 14 days
  at: "09:00"
  zone: America/Los_Angeles`;

const block = (id: string, more: string) => `id: ${id}\ntitle: ${id} # as ever\ntrack: personal\n${more}`;

const text = calendarText({
  cadence,
  topics: topicsText(
    block('a', 'status: ready'),
    block('b', 'status: draft'),
    block('c', 'status: idea\npin: 2101-01-18'),
  ),
});
const on = (id: string): string => text.replace(`id: ${id}\n`, `id: ${id}${CURSOR}\n`);

describe('the actions on a topic', () => {
  it.each([
    ['the first', 'a', ['Move down', 'Pin to its planned date, Tuesday 4 January 2101']],
    ['a draft', 'b', ['Move up', 'Move down', 'Pin to its planned date, Tuesday 1 February 2101']],
    ['a pinned one, the last', 'c', ['Move up', 'Unpin from 2101-01-18']],
  ])('for %s are those that can be done', async (_what, id, titles) => {
    const editor = await openEditor(['a']);
    await editor.open(on(id));
    const offered = (await actionsOf(editor)).map((action) => action.title);
    expect(offered).toEqual(titles);
  });

  it('"move up" swaps two blocks, and every other byte stays', async () => {
    const editor = await openEditor(['a']);
    await editor.open(on('b'));
    const [up] = await actionsOf(editor);
    const [a = '', b = ''] = [/ {2}- id: a\n(?: {4}.*\n)+/, / {2}- id: b\n(?: {4}.*\n)+/].map(
      (part) => part.exec(text)?.[0],
    );
    expect(applied(text, up)).toBe(text.replace(a + b, b + a));
  });

  it('"pin to its planned date" adds one line', async () => {
    const editor = await openEditor(['a']);
    await editor.open(on('b'));
    const pin = (await actionsOf(editor)).find((action) => action.title.startsWith('Pin'));
    const pinned = applied(text, pin).split('\n');
    expect(pinned.filter((line) => !text.split('\n').includes(line))).toEqual(['    pin: 2101-02-01']);
    expect(await editor.change(pinned.join('\n'))).toEqual([]);
  });

  it('"mark ready" changes one word', async () => {
    const editor = await openEditor(['a', 'b']);
    await editor.open(on('b'));
    const ready = (await actionsOf(editor)).find((action) => action.title === 'Mark ready');
    expect(applied(text, ready)).toBe(text.replace('status: draft', 'status: ready'));
  });
});

describe('for an editor that asks for the edit of the chosen action alone', () => {
  const capabilities = {
    textDocument: { codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } } },
  };

  it('actions come without edits, and the one chosen gets its own', async () => {
    const editor = await openEditor(['a', 'b'], capabilities);
    await editor.open(on('b'));
    const actions = await actionsOf(editor);
    expect(actions.map((action) => action.edit)).toEqual(actions.map(() => undefined));
    const ready = actions.find((action) => action.title === 'Mark ready');
    expect(applied(text, await resolve(editor, ready))).toBe(text.replace('status: draft', 'status: ready'));
  });

  it('an action that is no longer possible does nothing, and says why', async () => {
    const editor = await openEditor(['a', 'b'], capabilities);
    const told = new Promise((done) => editor.connection.onNotification('window/showMessage', done));
    await editor.open(on('b'));
    const [up] = await actionsOf(editor);
    await editor.change(text.replace('id: b\n', 'id: other\n'));
    expect((await resolve(editor, up)).edit).toBeUndefined();
    expect(await told).toMatchObject({ message: 'Move up: the calendar has changed meanwhile' });
  });

  it.each([
    [undefined],
    [null],
    ['x'],
    [{ uri: 1 }],
    [{ uri: 'file:///none', topic: 'b', title: 'Move up' }],
  ])('data that is none of ours (%j) comes back as it went', async (data) => {
    const editor = await openEditor([], capabilities);
    const action = { title: 'x', ...(data === undefined ? {} : { data }) };
    expect(await resolve(editor, action)).toEqual(action);
  });
});

function actionsOf(editor: Editor): Promise<CodeAction[]> {
  return editor.ask('codeAction', { context: { diagnostics: [], only: ['refactor'] } });
}

function resolve({ connection }: Editor, action: CodeAction | undefined): Promise<CodeAction> {
  return connection.sendRequest('codeAction/resolve', action);
}
