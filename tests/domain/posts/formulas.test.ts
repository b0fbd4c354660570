import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draw } from '../../../src/domain/posts/drawing.ts';
import { parsePost } from '../../../src/domain/posts/post.ts';
import { renderEmail } from '../../../src/domain/posts/render-email.ts';
import { renderFeed } from '../../../src/domain/posts/render-feed.ts';
import { renderText } from '../../../src/domain/posts/render-text.ts';
import { renderWeb } from '../../../src/domain/posts/render-web.ts';
import { emailArticle } from '../../support/email-article.ts';
import { runs } from '../../support/runs.ts';

const STANDING = { baseUrl: 'https://example.com/posts/raft-1/' };
const web = (markdown: string) => renderWeb(parsePost(markdown), STANDING);
const text = (markdown: string) => renderText(parsePost(markdown), STANDING);

describe('dollars', () => {
  it.each([
    'It costs $5 and $10.',
    'From $5-$10 to $20/$30.',
    'US$5 and CA$10',
    'between $ 5 and 6 $',
    'one $ alone',
    'a \\$x\\$ b',
    '$5 (or $6) or $7, *all* of it',
  ])('stay text where they are money: %s', async (markdown) => {
    const { html, faults } = await web(markdown);
    expect(html).not.toMatch(/<math|<code/);
    expect(html.match(/\$/g)).toHaveLength(markdown.match(/\$/g)?.length ?? 0);
    expect(faults).toEqual([]);
  });

  it.each([
    '$x$',
    'A quorum is $\\lfloor n/2 \\rfloor + 1$.',
    '*$a$* and **$b$**',
    '$5x$ at $10 each',
    '$$a b$$ in a line',
  ])('are a formula where they enclose one: %s', async (markdown) => {
    expect((await web(markdown)).html).toMatch(/<math>.*<\/math>/);
  });

  it('mean nothing in code and in addresses', async () => {
    expect((await web('`$a$` <https://example.org/$a$b>')).html).not.toContain('<math');
  });
});

describe('a formula', () => {
  it('is MathML on the page, without style, colour, link or script', async () => {
    const { html } = await web(
      '$\\color{red}x^2$ and\n\n$$\n\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}\n$$',
    );
    expect(html).toContain('<msup><mi>x</mi><mn class="tml-sml-pad">2</mn></msup>');
    expect(html).toContain(
      '<div class="formula-scroll" role="group" aria-label="Formula" tabindex="0"><math display="block"',
    );
    expect(html).not.toMatch(/style=|color|href|<script/);
  });

  it('is displayed when it stands alone between two dollars', async () => {
    expect((await web('$$e = mc^2$$')).html).toContain('<math display="block"');
    expect((await web('so $$e = mc^2$$')).html).not.toContain('display="block"');
  });

  it('is a picture in the mail, with its words for those who do not see it', async () => {
    const { html, pictures, faults } = await emailArticle(
      'A quorum: $n > \\frac{"f"}{2}$, $n > \\frac{"f"}{2}$.\n\n$$x<y$$',
    );
    const images = [
      ...html.matchAll(
        /<img src="https:\/\/example\.com\/(media\/[0-9a-f]{32}\.png)" width="(\d+)" height="(\d+)" alt="([^"]*)"/g,
      ),
    ];
    expect(images.map(([, , , , alt]) => alt)).toEqual([
      'n > (&#x22;f&#x22;)/2',
      'n > (&#x22;f&#x22;)/2',
      'x < y',
    ]);
    expect(pictures.map((picture) => picture.path)).toEqual([images[0]?.[1], images[2]?.[1]]);
    expect(pictures.map(({ width, height }) => `${width} ${height}`)).toEqual(
      [images[0], images[2]].map((image) => `${image?.[2]} ${image?.[3]}`),
    );
    expect(html).toMatch(/vertical-align:-\d+px/);
    expect(faults).toEqual([]);
  });

  it('is never shrunk in the mail: what fits no phone is moved sideways', async () => {
    const row = 'R(d_0, d_1, d_2) &= H(d_0) + H(d_1) + H(d_2) + H(d_3) + H(d_4)';
    const { html } = await emailArticle(`$$\n\\begin{aligned} ${row} \\end{aligned}\n$$`);
    const [, width] = /max-width:(\d+)px/.exec(html) ?? [];
    expect(Number(width)).toBeGreaterThan(320);
    expect(html).toContain(`min-width:${width}px`);
    expect(html).toMatch(/<div style="overflow-x:auto"><img /);
    expect(html).toContain('alt="R(d_0, d_1, d_2) = H(d_0) + H(d_1) + H(d_2) + H(d_3) + H(d_4)"');
  });

  it('is its TeX in the feed, and typed as people do in the text', () => {
    const markdown = 'Wait $t \\le 2d$.\n\n$$\n\\frac{n(n+1)}{2}\n$$';
    expect(renderFeed(parsePost(markdown), STANDING)).toBe(
      '<p>Wait <code>t \\le 2d</code>.</p>\n<p><code>\\frac{n(n+1)}{2}</code></p>',
    );
    expect(text(markdown)).toBe('Wait t ≤ 2d.\n\n    (n(n + 1))/2');
  });

  it('that is broken is shown as its source, and told with line and column', async () => {
    const markdown = 'One.\n\nTwo $a \\foo$ $\\frac{$.\n\n> $$\n> a\n> \\foo\n> $$\n\n$$\\unheard$$';
    const { html, faults } = await web(markdown);
    expect(html).toContain('<p>Two <code>a \\foo</code> <code>\\frac{</code>.</p>');
    expect(html).toContain('<pre><code>a\n\\foo</code></pre>');
    expect(faults.map(({ kind, line, column }) => [kind, line, column])).toEqual([
      ['formula', 3, 8],
      ['formula', 3, 21],
      ['formula', 7, 3],
      ['formula', 10, 3],
    ]);
    expect(faults[0]?.words).toBe('this formula cannot be read: Unsupported function name: \\foo');
    const mail = await emailArticle(markdown);
    expect(mail.faults).toEqual(faults);
    expect(mail.pictures).toEqual([]);
    expect(mail.html).toContain('a \\foo</code>');
  });

  it('that cannot be drawn is its source in the mail, and told', async () => {
    const draw: Draw = async () => ({ kind: 'refused', reason: 'no ink' });
    const mail = await renderEmail(parsePost('So $x$.'), STANDING, { draw, siteUrl: 'https://example.com' });
    expect(mail.html).toContain('>x</code>');
    expect(mail.faults).toEqual([
      { kind: 'formula', line: 1, column: 5, words: 'this formula cannot be drawn: no ink' },
    ]);
  });

  it('never throws nor breaks out, whatever is between the dollars', async () => {
    const piece = fc.constantFrom(
      ...[
        '\\frac',
        '{',
        '}',
        '^',
        '_',
        'x',
        ' ',
        '\\',
        '&',
        '\\\\',
        '<b>',
        '"',
        "'",
        '\\text{<script>}',
        '\\left(',
        '#1',
      ],
      ...[
        '\\def\\a',
        '\\a',
        '\\href{javascript:a()}{b}',
        '\\style{a}{b}',
        '\\begin{matrix}',
        '\\end{matrix}',
        '$',
        '\n',
        '%',
        '🙂',
      ],
    );
    const tex = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(tex, async (typed) => {
        const markdown = `a $${typed}$ b\n\n$$\n${typed}\n$$`;
        const { html } = await web(markdown);
        expect(html.replace(/"[^"]*"/g, '')).not.toMatch(/<(?:b|script)>|<[^>]*(?:style|href)/);
        expect(typeof text(markdown)).toBe('string');
      }),
      runs(29, 300),
    );
  });
});
