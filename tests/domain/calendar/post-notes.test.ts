import { describe, expect, it } from 'vitest';
import { postNotes } from '../../../src/domain/calendar/post-notes.ts';

const said = (text: string, notes: readonly { span: { start: number; end: number } }[]) =>
  notes.map(({ span }) => text.slice(span.start, span.end));

it('finds what is still to be done, outside of code', () => {
  const text = 'TODO a, (TK) b.\n\n```\n// FIXME in code\n```\n`XXX` and TODOs, the todo list, TK-421';
  expect(said(text, postNotes(text).unfinished)).toEqual(['TODO', 'TK']);
});

describe('a heading', () => {
  it.each([
    ['may be one level below another', '## a\n### b\n## c\n', []],
    ['may be any level above another', '## a\n### b\n#### c\n## d\n', []],
    ['skips a level after the title of the page', '### a\n', ['###']],
    ['skips a level after another', '## a\n\n#### b\n', ['####']],
    ['of level 1 moves the others down', '# a\n## b\n', []],
    ['in code is none', '```\n##### a\n```\n', []],
    ['has something to say', '#### \n####a', []],
  ])('%s', (_, text, expected) => {
    expect(said(text, postNotes(text).skipping)).toEqual(expected);
  });
});

describe('a line of code', () => {
  const wide = 'x'.repeat(81);
  it.each([
    ['is told when it is wider than a mail', `\`\`\`js\n${wide}\n\`\`\``, [wide]],
    ['is told once a block', `~~~\na\n  ${wide}\n${wide}\n~~~`, [`  ${wide}`]],
    ['counts a tab as four', `\`\`\`\n\t${'x'.repeat(77)}\n\`\`\``, [`\t${'x'.repeat(77)}`]],
    ['counts a character beyond the first plane once', `\`\`\`\n${'😀'.repeat(80)}\n\`\`\``, []],
    ['may have 80 columns and a CR', `\`\`\`\r\n${'x'.repeat(80)}\r\n\`\`\``, []],
    ['is none in prose', wide, []],
  ])('%s', (_, text, expected) => {
    expect(said(text, postNotes(text).wide)).toEqual(expected);
  });
});

it('finds the topics that are linked to, outside of code', () => {
  const text = '[a](topic:raft-1) [b][c] `[d](topic:e)` [f](<topic:cap>)\n\n[c]: topic:crdts "g"\n';
  expect(postNotes(text).topics.map(({ id }) => id)).toEqual(['raft-1', 'cap', 'crdts']);
  expect(said(text, postNotes(text).topics)).toEqual(['raft-1', 'cap', 'crdts']);
});
