import { describe, expect, it } from 'vitest';
import { postFaults } from '../../../src/domain/calendar/post-faults.ts';

/** The places of all faults, each as the text it starts with. */
const faultsIn = (text: string) => postFaults(text).map(({ span }) => text.slice(span.start, span.end));

describe('a post that must not go out', () => {
  it.each([
    ['is empty', '\uFEFF \n\n', ['\uFEFF']],
    ['never closes its code', 'a\n\n```js\nb\n', ['```']],
    ['closes a fence with a shorter one', '````\nb\n```\n', ['````']],
    ['closes a fence of backticks with tildes', '```\nb\n~~~\n', ['```']],
    ['never closes a comment', 'a <!-- b\n\nc', ['<!--']],
    ['has a conflict', 'a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\n', ['<<<<<<< HEAD', '>>>>>>> main']],
    ['links to a script', 'see [this](JavaScript:alert(1))', ['JavaScript:']],
    ['links nowhere', 'see [this]()', ['[this]()']],
    ['has a picture without a description', 'a ![ ](b.png) and ![][c]\n\n[c]: d.png', ['![ ]', '![]']],
    [
      'has a diagram without a description',
      '```dot\na\n```\n\n~~~dot alt=" "\na\n~~~\n',
      ['```dot', '~~~dot alt=" "'],
    ],
    ['names a link it does not define', 'see [this][raft]', ['raft']],
  ])('%s', (_, text, expected) => {
    expect(faultsIn(text)).toEqual(expected);
  });
});

describe('nothing is said of', () => {
  it.each([
    ['code that is closed', '```js\n[a](javascript:b) <!--\n```\n'],
    ['code in a quotation', '> ```\n> a\n> ```\n'],
    ['code in a line', 'write `[a](javascript:b)` or ``<!-- ` ``'],
    ['a link that is defined', 'see [this][The  Raft]\n\n[the raft]: https://example.com\n'],
    ['a comment that ends', '<!-- a -->\n<!-- b\nc -->'],
    [
      'pictures that are described',
      '![a tree](b.png)\n\n```dot alt="a tree"\na\n```\n\n```dotenv\nA=b\n```\n',
    ],
    ['brackets in prose', 'an array [1] and [2, 3]'],
  ])('%s', (_, text) => {
    expect(faultsIn(text)).toEqual([]);
  });
});
