import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { calendarText, topic, topicsText } from '../domain/calendar/sample.ts';
import { buildProgram } from '../support/processes.ts';
import { openEditor } from './editor.ts';

beforeAll(buildProgram);

/** LSP 3.17, "Cancellation Support". */
const RequestCancelled = -32800;

const oneTopic = (title: string) =>
  calendarText({
    topics: `topics:\n  - id: hello\n    title: ${title}\n    track: personal\n    status: idea`,
  });

describe('what an editor underlines', () => {
  it('is what `check` finds, with code, words and help', async () => {
    const editor = await openEditor();
    const [fault, ...others] = await editor.open(oneTopic('CP: the cost'));
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ code: 'E101', severity: 1, source: 'fortnight' });
    expect(fault?.message).toMatch(
      /^this title needs quotes\nYAML reads ": " .*\nhelp: quote the whole title/,
    );
  });

  it('comes and goes with each change', async () => {
    const editor = await openEditor();
    expect(await editor.open(oneTopic('Fine'))).toEqual([]);
    expect(await editor.change(oneTopic('CP: the cost'))).toHaveLength(1);
    expect(await editor.change(oneTopic('"CP: the cost"'))).toEqual([]);
  });

  it('stands in the right place behind characters of two UTF-16 units', async () => {
    const editor = await openEditor();
    const [fault] = await editor.open(oneTopic('🦊🦊 CP: the cost'));
    const line = oneTopic('🦊🦊 CP: the cost')
      .split('\n')
      .findIndex((each) => each.includes('🦊'));
    const character = '    title: 🦊🦊 CP'.length;
    expect(fault?.range).toEqual({ start: { line, character }, end: { line, character: character + 2 } });
  });

  it('points at related places', async () => {
    const editor = await openEditor();
    const text = calendarText({ topics: topicsText(topic('a'), topic('a')) });
    const [fault] = await editor.open(text);
    const line = text.split('\n').findIndex((each) => each.includes('id: a'));
    expect(fault).toMatchObject({
      code: 'E201',
      relatedInformation: [
        { message: 'first defined here', location: { uri: editor.uri, range: { start: { line } } } },
      ],
    });
  });

  it('is up to date after a burst of keystrokes', async () => {
    const editor = await openEditor();
    await editor.open(oneTopic('x'));
    const keystrokes = Array.from({ length: 40 }, (_, index) =>
      editor.change(oneTopic(`CP: ${'x'.repeat(index)}`)),
    );
    const last = editor.change(oneTopic('Fine'));
    expect(await last).toEqual([]);
    void keystrokes;
  });

  it('knows which posts are written, and sees one appear when the calendar is saved', async () => {
    const editor = await openEditor(['hello']);
    expect(await editor.open(calendarText())).toEqual([]);
    rmSync(join(editor.root, 'calendar', 'posts', 'hello.md'));
    expect(await editor.change(`${calendarText()}\n`)).toMatchObject([{ code: 'E401' }]);
    writeFileSync(join(editor.root, 'calendar', 'posts', 'hello.md'), 'Words.\n');
    expect(await editor.change(calendarText())).toEqual([]);
  });

  it('is nothing in YAML that is no calendar', async () => {
    const editor = await openEditor();
    const uri = editor.uri.replace('calendar.yaml', 'docker-compose.yaml');
    await editor.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text: 'a: [' },
    });
    const hover = await editor.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 0, character: 0 },
    });
    expect(hover).toBeNull();
    expect(await editor.open(calendarText({ topics: topicsText(topic('a')) }))).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['a NUL', 'topics:\0'],
    ['half a surrogate pair', 'blog: \uD83E'],
    ['an alias of itself', 'topics: &a [*a]'],
    ['brackets without end', '['.repeat(20_000)],
    ['only a byte order mark', '\uFEFF'],
  ])('survives %s', async (_what, text) => {
    const editor = await openEditor();
    expect((await editor.open(text)).length).toBeGreaterThan(0);
    for (const method of ['hover', 'completion', 'definition', 'documentSymbol', 'codeAction'])
      await editor.ask(method);
    expect(await editor.change(calendarText({ topics: topicsText(topic('a')) }))).toEqual([]);
  });
});

describe('a question taken back', () => {
  it('is answered or dropped, and the next one is answered', async () => {
    const editor = await openEditor();
    await editor.open(calendarText({ topics: topicsText(topic('a')) }));
    const patience = new CancellationTokenSource();
    const where = { textDocument: { uri: editor.uri }, position: { line: 0, character: 0 } };
    const asked = editor.connection.sendRequest('textDocument/hover', where, patience.token);
    patience.cancel();
    const [outcome] = await Promise.allSettled([asked]);
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: RequestCancelled });
    expect(await editor.ask('documentSymbol')).toHaveLength(3);
  });
});

describe('the end of the conversation', () => {
  it('is orderly: `shutdown`, nothing more is answered, `exit`, and 0', async () => {
    const editor = await openEditor();
    await editor.open(calendarText());
    expect(await editor.connection.sendRequest('shutdown')).toBeNull();
    await expect(editor.ask('hover')).rejects.toThrow('shutting down');
    await editor.connection.sendNotification('exit');
    expect(await editor.ended).toBe(0);
  });

  it('is 1 when the editor goes away without a word', async () => {
    const editor = await openEditor();
    editor.server.stdin?.end();
    expect(await editor.ended).toBe(1);
  });
});
