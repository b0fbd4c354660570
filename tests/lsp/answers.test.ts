import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CodeAction, CompletionItem, DocumentSymbol, Hover, Location } from 'vscode-languageserver/node';
import { calendarText, topic, topicsText } from '../domain/calendar/sample.ts';
import { buildProgram } from '../support/processes.ts';
import { applied, CURSOR, openEditor } from './editor.ts';

beforeAll(buildProgram);

/** Far enough ahead that every date is the same on any day these tests run. */
const cadence = `cadence:
  anchor: 2101-01-04
  every: 14 days
  at: "09:00"
  zone: America/Los_Angeles`;

const tracks = `tracks:
  personal: { title: Personal, start_here: [hello] }
  networking: { title: Networking }`;

const topics = `topics:
  - id: hello
    title: Hello
    track: personal
    status: ready
  - id: raft-1
    title: "Raft: an overview"
    track: networking
    series: raft
    part: 1
    status: draft`;

const series = 'series:\n  raft: { title: Raft, parts: 4 }';
const whole = calendarText({ cadence, tracks, series, topics });
const at = (text: string, marked: string): string => {
  if (!text.includes(marked.replace(CURSOR, ''))) throw new Error(`the text has no ${marked}`);
  return text.replace(marked.replace(CURSOR, ''), marked);
};

describe('hovering', () => {
  it('over a topic shows its date, the reasons for it, and what is missing', async () => {
    const editor = await openEditor(['hello']);
    await editor.open(at(whole, 'title: "Raft: an ‸overview"'));
    const hover = await editor.ask<Hover>('hover');
    expect(hover.contents).toEqual({
      kind: 'markdown',
      value: [
        '**Raft: an overview**',
        '',
        'raft-1 · part 1 of 4 of Raft · Networking',
        '',
        'Tuesday 18 January 2101, 09:00 America/Los_Angeles',
        '',
        '- planned for 2101-01-18, open slot 2 from now (queue)',
        '- would not come out with what is ready now',
        '- number 2 in the queue, after hello (2101-01-04)',
        '- not ready: status is draft; posts/raft-1.md is missing',
      ].join('\n'),
    });
  });

  it('over a topic in a reading path shows that topic', async () => {
    const editor = await openEditor(['hello']);
    await editor.open(at(whole, 'start_here: [he‸llo]'));
    expect(JSON.stringify(await editor.ask<Hover>('hover'))).toContain('Tuesday 4 January 2101');
  });

  it('elsewhere shows nothing', async () => {
    const editor = await openEditor();
    await editor.open(at(whole, 'every: 14‸ days'));
    expect(await editor.ask('hover')).toBeNull();
  });
});

describe('completing', () => {
  it.each([
    ['a track', '    track: ‸', ['personal', 'networking']],
    ['a track half typed, with hyphens', '    track: per‸sonal', ['personal', 'networking']],
    ['a series', '    series: ‸', ['raft']],
    ['a status', '    status: re‸', ['idea', 'outline', 'draft', 'review', 'ready', 'parked', 'published']],
    ['a truth', '    public: ‸', ['true', 'false']],
    ['a pin', '    pin: ‸', ['2101-01-04', '2101-01-18', '2101-02-01']],
    ['the earliest date', '    not_before: 2101‸', ['2101-01-04', '2101-01-18', '2101-02-01']],
    ['a key', '    ‸', ['series', 'part', 'summary']],
    ['a title', '    title: ‸', []],
    ['a comment', '    # track: ‸', []],
  ])('%s in a topic', async (_what, line, expected) => {
    const editor = await openEditor();
    const text = calendarText({
      cadence,
      tracks,
      topics: `${topics}\n  - id: new\n    title: N\n    track: personal\n    status: idea\n${line}`,
    });
    await editor.open(text);
    const items = await editor.ask<CompletionItem[]>('completion');
    expect(items.map((item) => item.label).slice(0, Math.max(3, expected.length))).toEqual(expected);
  });

  it.each([
    ['days to skip, without those that are', 'skip: [2101-01-18, ‸]', ['2101-01-04', '2101-02-01']],
    ['extra days, which lie between', 'extra: [‸]', ['2101-01-11', '2101-01-25']],
    ['extra days in a list of lines', 'extra:\n    - ‸', ['2101-01-11', '2101-01-25']],
    ['a word of the cadence', 'when_not_ready: ‸', ['next-ready', 'hold']],
  ])('%s in the cadence', async (_what, line, expected) => {
    const editor = await openEditor();
    await editor.open(calendarText({ cadence: `${cadence}\n  ${line}`, tracks, topics }));
    const items = await editor.ask<CompletionItem[]>('completion');
    expect(items.map((item) => item.label).slice(0, 2)).toEqual(expected);
  });

  it.each([
    ['in brackets', tracks.replace('[hello]', '[hello, r‸]')],
    [
      'in lines',
      'tracks:\n  networking: { title: N }\n  personal:\n    title: Personal\n    start_here:\n      - r‸',
    ],
  ])('the topics of a reading path %s, those of its track first', async (_what, block) => {
    const editor = await openEditor();
    await editor.open(calendarText({ cadence, tracks: block, topics }));
    const items = await editor.ask<CompletionItem[]>('completion');
    expect(items.map((item) => item.label)).toEqual(['hello', 'raft-1']);
  });

  it('replaces the whole word, and says what it stands for', async () => {
    const editor = await openEditor();
    await editor.open(
      calendarText({
        cadence,
        tracks,
        topics: `topics:\n  - { id: a, title: A, track: net-w‸ork, status: idea }`,
      }),
    );
    const [, networking] = await editor.ask<CompletionItem[]>('completion');
    expect(networking).toMatchObject({ detail: 'Networking', textEdit: { newText: 'networking' } });
    const start = '  - { id: a, title: A, track: '.length;
    expect(networking?.textEdit).toMatchObject({
      range: { start: { character: start }, end: { character: start + 'net-work'.length } },
    });
  });
});

describe('going to a definition', () => {
  it('leads from the id of a topic to its post', async () => {
    const editor = await openEditor(['hello']);
    await editor.open(at(whole, '- id: hel‸lo'));
    const { uri } = await editor.ask<Location>('definition');
    expect(uri).toBe(pathToFileURL(`${editor.root}/calendar/posts/hello.md`).href);
  });

  it('leads nowhere while the post is not written', async () => {
    const editor = await openEditor();
    await editor.open(at(whole, '- id: hel‸lo'));
    expect(await editor.ask('definition')).toBeNull();
  });

  it.each([
    ['a track', 'track: net‸working', '  networking: '],
    ['a series', 'series: ra‸ft', '  raft: '],
    ['a topic of a reading path', 'start_here: [hel‸lo]', '  - id: hello'],
  ])('leads from the name of %s to where it is defined', async (_what, place, line) => {
    const editor = await openEditor();
    await editor.open(at(whole, place));
    const { uri, range } = await editor.ask<Location>('definition');
    expect(uri).toBe(editor.uri);
    expect(whole.split('\n')[range.start.line]).toContain(line);
  });
});

describe('the outline', () => {
  it('has the tracks, the series and the topics', async () => {
    const editor = await openEditor();
    await editor.open(whole);
    const symbols = await editor.ask<DocumentSymbol[]>('documentSymbol');
    const names = symbols.map(({ name, children }) => [name, children?.map((child) => child.name)]);
    expect(names).toEqual([
      ['tracks', ['personal', 'networking']],
      ['series', ['raft']],
      ['topics', ['hello', 'raft-1']],
    ]);
    expect(symbols[2]?.children?.[1]?.detail).toBe('draft · Raft: an overview');
  });
});

describe('quick fixes', () => {
  it.each([
    ['quotes where they are needed', 'title: C‸P: the cost', 'title: "CP: the cost"'],
    ['spaces instead of a tab', '\ttitle: H‸ello', '    title: Hello'],
    ['the key that was meant', 'summ‸ry: Hi', 'summary: Hi'],
    ['the status that was meant', 'status: redd‸y', 'status: ready'],
    ['the track that was meant', 'track: persnal‸', 'track: personal'],
    ['the track that was meant, in its quotes', 'track: "persnal‸"', 'track: "personal"'],
  ])('put %s', async (_what, typed, expected) => {
    const editor = await openEditor(['a']);
    const key = /\w+(?=:)/.exec(typed)?.[0] ?? '';
    const lines = ['    title: Hello', '    track: personal', '    status: idea'];
    const kept = lines.filter((line) => !line.trim().startsWith(`${key}:`));
    const text = calendarText({
      topics: ['topics:', '  - id: a', `${typed.startsWith('\t') ? '' : '    '}${typed}`, ...kept].join('\n'),
    });
    expect(await editor.open(text)).toHaveLength(1);
    const actions = await editor.ask<CodeAction[]>('codeAction', {
      context: { diagnostics: [], only: ['quickfix'] },
    });
    expect(actions).toHaveLength(1);
    const fixed = applied(text.replace(CURSOR, ''), actions[0]);
    expect(fixed).toContain(`\n${typed.startsWith('\t') ? '' : '    '}${expected}\n`);
    expect(await editor.change(fixed)).toEqual([]);
  });

  it('mend one fault of two, or all at once', async () => {
    const editor = await openEditor();
    const two = calendarText({
      topics: topicsText(
        'id: a\ntitle: C‸P: a\ntrack: personal\nstatus: idea',
        'id: b\ntitle: CP: b\ntrack: personal\nstatus: idea',
      ),
    });
    expect(await editor.open(two)).toHaveLength(2);
    const actions = await editor.ask<CodeAction[]>('codeAction');
    expect(actions.map((action) => action.title)).toEqual([
      'Put the whole value in quotes',
      'Mend all 2 faults that are safe to mend',
    ]);
    const text = two.replace(CURSOR, '');
    expect(await editor.change(applied(text, actions[0]))).toHaveLength(1);
    expect(await editor.change(applied(text, actions[1]))).toEqual([]);
  });

  it('are none where nothing is wrong', async () => {
    const editor = await openEditor();
    await editor.open(at(calendarText({ topics: topicsText(topic('a')) }), 'id: a‸'));
    expect(await editor.ask('codeAction', { context: { diagnostics: [], only: ['quickfix'] } })).toEqual([]);
  });
});
