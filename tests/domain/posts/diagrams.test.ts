import fc from 'fast-check';
import { toHtml } from 'hast-util-to-html';
import { describe, expect, it } from 'vitest';
import { diagramOf } from '../../../src/domain/posts/diagram.ts';
import { parsePost } from '../../../src/domain/posts/post.ts';
import { renderFeed } from '../../../src/domain/posts/render-feed.ts';
import { renderText } from '../../../src/domain/posts/render-text.ts';
import { renderWeb } from '../../../src/domain/posts/render-web.ts';
import { emailArticle } from '../../support/email-article.ts';
import { runs } from '../../support/runs.ts';

const STANDING = { baseUrl: 'https://example.com/posts/raft-1/' };
const web = (markdown: string) => renderWeb(parsePost(markdown), STANDING);
const dot = (source: string, behind = 'alt="A & B" title="Who leads"') =>
  `\`\`\`dot ${behind}\n${source}\n\`\`\``;

describe('a diagram', () => {
  it('is a drawing on the page, named by its words, with its caption below', async () => {
    const { html, faults } = await web(dot('digraph { a -> b }'));
    expect(html).toMatch(/^<figure class="diagram"><div class="diagram-scroll" role="group"/);
    expect(html).toMatch(/<svg [^>]*role="img"><title>A &#x26; B<\/title>/);
    expect(html).toContain('<figcaption>Who leads</figcaption></figure>');
    expect(html).toContain('stroke="currentColor"');
    expect(html).not.toContain('style=');
    expect(faults).toEqual([]);
  });

  it('takes the colours of the page for those of its author, and no link, picture or font', async () => {
    const { html } = await web(
      dot(
        'digraph { bgcolor=pink; a [style=filled fillcolor=yellow fontcolor=white URL="javascript:x" image="/etc/passwd"]; a -> b [color=red] }',
      ),
    );
    expect(html).not.toMatch(/pink|yellow|white|red\b|<a |href|<image|passwd|font-family/);
    expect(html).toMatch(/<ellipse fill="#f6f2ea" stroke="currentColor"[^>]* class="d-ground">/);
    expect(html).toMatch(/<polygon fill="#0f5c5c"[^>]* class="d-head">/);
  });

  it('is a picture in the mail, with its words and its caption', async () => {
    const { html, pictures } = await emailArticle(dot('digraph { a -> b }'));
    expect(html).toMatch(
      /<img src="https:\/\/example\.com\/media\/[0-9a-f]{32}\.png" width="\d+" height="\d+" alt="A &#x26; B"/,
    );
    expect(html).toContain('>Who leads</p>');
    expect(pictures).toHaveLength(1);
    expect(await emailArticle(dot('digraph { a -> b }'))).toEqual({ html, pictures, faults: [] });
  });

  it('is its words in feed and text, and the way to the page', () => {
    const post = parsePost(dot('digraph { a -> b }'));
    expect(renderFeed(post, STANDING)).toBe(
      '<p><a href="https://example.com/posts/raft-1/">Diagram: A &#x26; B</a> (Who leads)</p>',
    );
    expect(renderText(post, STANDING)).toBe(
      '(Diagram: A & B) [1]\nWho leads\n\nLinks\n-----\n\n[1] https://example.com/posts/raft-1/',
    );
  });

  it('without words of its own is shown, and told', async () => {
    const { html, faults } = await web(`Here:\n\n${dot('graph { a -- b }', '')}`);
    expect(html).toContain('<title>Diagram</title>');
    expect(faults).toMatchObject([{ kind: 'undescribed', line: 3, column: 1 }]);
  });

  it('that is broken is shown as its source, and told with its line', async () => {
    const markdown = `One.\n\n${dot('digraph {\n  a -> ;\n}')}`;
    const { html, faults } = await web(markdown);
    expect(html).toContain('<pre><code>digraph {\n  a -> ;\n}</code></pre>');
    expect(faults).toEqual([
      { kind: 'diagram', line: 5, column: 1, words: "this diagram cannot be read: syntax error near ';'" },
    ]);
    const mail = await emailArticle(markdown);
    expect(mail.pictures).toEqual([]);
    expect(mail.faults).toEqual(faults);
  });

  it('never throws nor breaks out, whatever stands in its fence', async () => {
    const piece = fc.constantFrom(
      ...[
        'digraph {',
        'graph {',
        '}',
        'a',
        ' -> ',
        ' -- ',
        ';',
        '\n',
        '[label="<b>&amp;"]',
        '[label=<<b>x</b>>]',
        '"',
        '<',
        '//',
        '/*',
      ],
      ...[
        'subgraph cluster_a {',
        '[style="x" class="y" id="z"]',
        '[tooltip="</svg><script>"]',
        '[fontname="a\\"b"]',
        '&lt;',
        '\\N',
        '\u0000',
      ],
    );
    const source = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(source, async (typed) => {
        const outcome = await diagramOf(typed);
        const html = outcome.kind === 'diagram' ? toHtml(outcome.svg) : '';
        expect(html.replace(/"[^"]*"/g, '')).not.toMatch(/<(?:b|script|a|image|style)\b|style=|href/);
        expect(html.match(/<svg/g)?.length ?? 0).toBe(outcome.kind === 'diagram' ? 1 : 0);
      }),
      runs(31, 60),
    );
  });
});
