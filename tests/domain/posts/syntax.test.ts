import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { describe, expect, it } from 'vitest';
import { parseTree, parseTreeSlowly } from '../../../src/domain/posts/syntax.ts';
import { runs } from '../../support/runs.ts';

const PIECES = [
  ...[
    'alice@example.com',
    'mailto:bob@example.com',
    'xmpp:carol@example.com/x',
    'a&#64;b.example',
    'a\\@b.c',
  ],
  ...[
    '@',
    'https://example.com/a',
    'HTTP://example.com',
    'http:',
    '//',
    'h',
    'www.example.com',
    'WWW.',
    'www',
  ],
  ...['https&colon;//example.com', 'ww&#119;.example.com', '[a](https://b.example)', '<https://c.example>'],
  ...['| a | b |', 'a | b', 'a', '|', '-', ':-', '-:', '--- | ---', '|-|-|', ':', '---', '\t', '  ', '    '],
  ...[
    '> ',
    '- ',
    '1. ',
    '[^1]',
    '[^1]: ',
    '# ',
    '`',
    '```\n',
    '~~',
    '**',
    '_',
    '$',
    '$$',
    '\\',
    '&#124;',
    '[ ] ',
  ],
  ...['\n', '\n', '\n\n', '\r\n', '\r', ' ', ' ', 'word', '.', 'é', '\u2028'],
];

describe('Markdown', () => {
  it('gives the same tree whether or not readers that may find nothing are asked', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }), (pieces) => {
        const markdown = pieces.join('');
        expect(parseTree(markdown)).toEqual(parseTreeSlowly(markdown));
      }),
      runs(7, 2_500),
    );
  });

  it('gives the same trees of all posts that are shipped', () => {
    const folder = join(import.meta.dirname, '../../../calendar/posts');
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.md'))) {
      const markdown = readFileSync(join(folder, name), 'utf8');
      expect(parseTree(markdown)).toEqual(parseTreeSlowly(markdown));
    }
  });

  it.each([
    ['an address of mail', 'Write to alice@example.com.', 'link', 'mailto:alice@example.com'],
    [
      'one behind a character reference',
      'Write to alice&#64;example.com.',
      'link',
      'mailto:alice@example.com',
    ],
    ['an address of the web', 'See HTTPS://example.com.', 'link', 'HTTPS://example.com'],
    ['one that begins with www', 'See www.example.com.', 'link', 'http://www.example.com'],
  ])('finds %s', (_what, markdown, type, url) => {
    expect(nodesOf(parseTree(markdown))).toContainEqual(expect.objectContaining({ type, url }));
  });

  it.each([
    ['with bars', 'a | b\n--|--\n1 | 2'],
    ['of one column', '| a |\n|---|\n| 1 |'],
    ['whose columns have a side, without a bar', 'a\n:-'],
    ['in a quotation in a list', '- > a | b\n  > -|-\n  > 1 | 2'],
    ['between line ends of an old Macintosh', 'a | b\r--|--\r1 | 2'],
  ])('finds a table %s', (_what, markdown) => {
    expect(nodesOf(parseTree(markdown)).map(({ type }) => type)).toContain('table');
  });
});

function nodesOf(node: Nodes): readonly Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(nodesOf) : [])];
}
