import { describe, expect, it } from 'vitest';
import { parsePost } from '../../../src/domain/posts/post.ts';
import { renderText } from '../../../src/domain/posts/render-text.ts';

const text = (markdown: string): string =>
  renderText(parsePost(markdown), { baseUrl: 'https://example.com/posts/raft-1/' });

describe('the plain text of a post', () => {
  it('wraps prose at 72 columns and breaks nothing that has no blanks', () => {
    const url = `https://example.org/${'x'.repeat(90)}`;
    const lines = text(`${'word '.repeat(60)}\n\n<${url}>`).split('\n');
    expect(lines.filter((line) => line.length > 72)).toEqual([url]);
    expect(Math.max(...lines.slice(0, 4).map((line) => line.length))).toBe(69);
  });

  it('gives code back byte for byte under an indent of four', () => {
    const code = 'func main() {\n\tif a < b && c {\n\n\t\tx := "{{braces}}"  \n\t}\n}';
    const lines = text(`Before.\n\n\`\`\`go\n${code}\n\`\`\`\n\nAfter.`).split('\n').slice(2, -2);
    expect(lines.map((line) => (line === '' ? '' : line.slice(4))).join('\n')).toBe(code);
    expect(lines.filter((line) => line !== '').every((line) => line.startsWith('    '))).toBe(true);
  });

  it('numbers links in order and lists each address once, absolute', () => {
    expect(text('See [one](https://a.example/), [two](/posts/cap/), [one again](https://a.example/).')).toBe(
      [
        'See one [1], two [2], one again [1].',
        '',
        'Links',
        '-----',
        '',
        '[1] https://a.example/',
        '[2] https://example.com/posts/cap/',
      ].join('\n'),
    );
  });

  it('shows an address that is its own text without a number, and no dangerous one at all', () => {
    expect(text('<https://a.example/> and <mail@a.example> and [press](javascript:alert(1))')).toBe(
      'https://a.example/ and mail@a.example and press',
    );
  });

  it('underlines headings and marks emphasis as people do by hand', () => {
    expect(text('## The *log*\n\nA **strong** `R + W > N`.\n\n### Below')).toBe(
      'The _log_\n=========\n\nA *strong* `R + W > N`.\n\nBelow\n-----',
    );
  });

  it('keeps lists, nested and loose ones, with hanging indents', () => {
    expect(text('3. three\n4. four\n   - [x] done\n   - [ ] open')).toBe(
      '3. three\n4. four\n   - [x] done\n   - [ ] open',
    );
    const [first, second] = text(`- ${'long '.repeat(20)}`).split('\n');
    expect(first).toMatch(/^- long/);
    expect(second).toMatch(/^ {2}long/);
  });

  it('puts footnotes under letters, so that they are not taken for links', () => {
    expect(text('A claim[^x].\n\n[^x]: The proof.')).toBe('A claim (a).\n\nNotes\n-----\n\n(a) The proof.');
  });

  it('quotes with angle brackets and drops HTML', () => {
    expect(text('> quoted\n>\n> twice\n\n<script>alert(1)</script>\n\nThe <b>end</b>.')).toBe(
      '> quoted\n>\n> twice\n\nThe end.',
    );
  });
});
