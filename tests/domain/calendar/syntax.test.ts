import { describe, expect, it } from 'vitest';
import { calendarText, expectFault, HERE, read, withCadence } from './sample.ts';

const topics = (lines: string) => calendarText({ topics: `topics:\n${lines}` });
const sound = '  - id: next\n    title: Next\n    track: personal\n    status: ready';

describe('a fault of syntax inside one topic', () => {
  it.each([
    ['E101', 'a title with a bare colon', `    title: CP Systems${HERE}: The Cost`],
    ['E101', 'a bare colon before a comment', `    title: CP${HERE}: The Cost # for Bob`],
    ['E101', 'a bare colon and quotes', `    title: Beyond "Pick Two"${HERE}: Trade Offs`],
    ['E102', 'a tab', `${HERE}\ttitle: Hello`],
    ['E102', 'a tab after spaces', `  ${HERE}\ttitle: Hello`],
    ['E110', 'an open double quote', `    title: ${HERE}"Hello`],
    ['E110', 'an open single quote', `    title: ${HERE}'Hello`],
    ['E110', 'a word after a closing quote', `    title: ${HERE}"Hello" World`],
    ['E110', 'a reserved character', `    title: ${HERE}@home`],
    ['E110', 'an open bracket in a title', `    title: ${HERE}[Draft] Hello`],
    ['E110', 'an open list', `    title: Hello\n    tags: ${HERE}[one, two`],
    ['E110', 'a line out of step', `    title: Hello\n     ${HERE}summary: Short`],
    ['E110', 'a key without a colon', `    ${HERE}title Hello`],
  ])('is %s for %s, blocks that topic alone and hides nothing after it', (code, _, line) => {
    const text = topics(`  - id: hello\n${line}\n    track: personal\n    status: ready\n${sound}`);
    expect(expectFault(code, text)).toMatchObject({ blocks: 'topic', topic: 'hello' });
    expect(read(text.replace(HERE, '')).calendar?.topics.map((each) => each.id)).toEqual(['hello', 'next']);
  });

  it('is found in every topic that has one', () => {
    const broken = (id: string) => `  - id: ${id}\n    title: A: B\n    track: personal\n    status: idea`;
    const { diagnostics } = read(topics(['one', 'two', 'three'].map(broken).join('\n')));
    expect(diagnostics.map((each) => [each.code, each.topic])).toEqual([
      ['E101', 'one'],
      ['E101', 'two'],
      ['E101', 'three'],
    ]);
  });

  it('is found where one quote swallows the keys up to the next and YAML sees no error', () => {
    const text = topics(
      `  - id: hello\n    title: ${HERE}"Hello\n    track: personal\n    status: ready\n    summary: short"\n${sound}`,
    );
    expect(expectFault('E110', text)).toMatchObject({
      message: 'this quote is never closed',
      topic: 'hello',
    });
    expect(read(text.replace(HERE, '')).calendar?.topics[0]).toMatchObject({
      title: 'Hello',
      status: 'ready',
    });
  });

  it('is not seen in a quoted text that simply runs over several lines', () => {
    const text = topics(`${sound}\n    summary: "One line\n      and: another"`);
    expect(read(text).diagnostics).toEqual([]);
  });

  it.each([
    ['its series', 'part: 2', `${HERE}seriesraft`],
    ['its part', 'series: raft', `${HERE}part:2`],
  ])('that takes %s away neither frees the parts after it nor is reported on them', (_, kept, torn) => {
    const part = (n: number, lines: string) =>
      `  - id: raft-${n}\n    title: Raft\n    track: personal\n    ${lines}\n    status: ready`;
    const sound = (n: number) => part(n, `series: raft\n    part: ${n}`);
    const text = topics([sound(1), part(2, `${torn}\n    ${kept}`), sound(3)].join('\n'));
    const { calendar, diagnostics } = read(text.replace(HERE, ''));
    expect(diagnostics).toMatchObject([{ topic: 'raft-2', blocks: 'topic' }]);
    expect(calendar?.topics[1]).toMatchObject({ series: 'raft', part: 2 });
  });

  it('costs a topic its name at most, and never its place', () => {
    const { calendar, diagnostics } = read(
      topics(`  - i hello\n    title: Hello\n    track: personal\n${sound}`),
    );
    expect(calendar?.topics).toMatchObject([{ title: 'Hello' }, { id: 'next' }]);
    expect(diagnostics).toMatchObject([{ code: 'E110', blocks: 'topic', topic: calendar?.topics[0]?.id }]);
  });

  it('is one fault when the dash of a topic is missing', () => {
    const { diagnostics } = read(
      topics(`${sound}\n    id: lost\n    title: Lost\n    track: personal\n    status: idea`),
    );
    expect(diagnostics).toMatchObject([{ code: 'E103', topic: 'next' }]);
  });

  it('keeps the place of other faults on the same line', () => {
    const text = topics(
      `  - { id: hello, title: "Hello", track: ${HERE}persnal, summary: A: B, status: ready }`,
    );
    const { diagnostics } = read(text.replace(HERE, ''));
    const column = (text.split('\n').find((line) => line.includes(HERE)) ?? '').indexOf(HERE) + 1;
    expect(diagnostics.map((each) => [each.code, each.place.column])).toEqual([
      ['E206', column],
      ['E101', expect.any(Number)],
    ]);
  });

  it('does not stop one run of tab-indented lines from being one fault', () => {
    const text = topics(`  - id: hello\n${HERE}\ttitle: Hello\n\ttrack: personal\n\tstatus: ready\n${sound}`);
    expect(expectFault('E102', text).message).toContain('3 lines');
  });
});

describe('a fault of syntax elsewhere', () => {
  it('holds the file when it is in the cadence', () => {
    expect(expectFault('E110', withCadence(`skip: ${HERE}[2026-12-22`))).toMatchObject({ blocks: 'file' });
  });

  it('holds the file when nothing mends it', () => {
    const { calendar, diagnostics } = read(`${calendarText()}---\nblog: {}\n`);
    expect(calendar).toBeNull();
    expect(diagnostics).toMatchObject([{ code: 'E110', blocks: 'file' }]);
  });
});

describe('a text that is not to be read', () => {
  it.each([
    ['a NUL byte', `blog:\n  title: A${HERE}\0`],
    ['bytes that were no UTF-8', `blog:\n  title: A${HERE}\uFFFD`],
    ['five megabytes', `${HERE}${'# x\n'.repeat(1_400_000)}`],
    ['nesting without end', `blog: ${'['.repeat(200)}${HERE}${'['.repeat(50_000)}`],
    ['a list in a list in a list…', `blog: 1\n${HERE}${'- '.repeat(50_000)}`],
    ['a heap of aliases', `blog: &a []\nseries: [${'*a, '.repeat(100)}${HERE}*a]`],
  ])('is E111 for %s', (_, text) => {
    expect(read(text.replace(HERE, '')).calendar).toBeNull();
    expect(expectFault('E111', text)).toMatchObject({ blocks: 'file' });
  });
});
