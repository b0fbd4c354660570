import { describe, expect, it } from 'vitest';
import { parsePost } from '../../../src/domain/posts/post.ts';
import { renderWeb } from '../../../src/domain/posts/render-web.ts';
import { textContent } from '../../support/html-text.ts';
import { ARTICLE } from '../../support/site-model.ts';

const web = (markdown: string) =>
  renderWeb(parsePost(markdown), { baseUrl: 'https://example.com/posts/raft-1/' });

describe('the article on its page', () => {
  it('colours code by classes only and keeps every byte of it', async () => {
    const code = 'func main() {\n\tfmt.Println("<b> & {{x}}")\n}';
    const { html } = await web(`\`\`\`go\n${code}\n\`\`\``);
    expect(html).toContain('<span class="tok-keyword">func </span><span class="tok-function">main</span>');
    expect(html).not.toContain('style=');
    expect(textContent(html)).toBe(code);
  });

  it('shows code in a language it does not know without colours', async () => {
    const { html } = await web('```klingon\nqapla < 1\n```');
    expect(html).toContain('<pre><code>qapla &#x3C; 1</code></pre>');
  });

  it('drops scripts, handlers and links that are no addresses, and keeps their words', async () => {
    const { html } = await web(
      '<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [press](javascript:alert(1)) [data](data:text/html,x)',
    );
    expect(html).not.toMatch(/script|onerror|data:|<img|<a /);
    expect(html).toContain('press data');
  });

  it('gives headings ids of their own, and lists them', async () => {
    const { html, headings } = await web('## The log\n\n### The log\n\n## Éa, b’s & c');
    expect(headings).toEqual([
      { id: 'the-log', text: 'The log', level: 2 },
      { id: 'the-log-2', text: 'The log', level: 3 },
      { id: 'ea-bs-c', text: 'Éa, b’s & c', level: 2 },
    ]);
    expect(html).toContain('<h2 id="the-log">');
  });

  it('moves headings down when the author used the level of the title', async () => {
    const { headings } = await web('# Top\n\n## Below');
    expect(headings.map((heading) => heading.level)).toEqual([2, 3]);
  });

  it('links within the site by path and outside it with noopener', async () => {
    const { html } = await web(
      '[a](https://example.com/archive/) [b](../cap/) [c](#x) [d](https://other.example/)',
    );
    expect([...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1])).toEqual([
      '/archive/',
      '/posts/cap/',
      '#x',
      'https://other.example/',
    ]);
    expect(html).toContain('href="https://other.example/" rel="noopener"');
  });

  it('turns a picture from another host into a link, so that the page asks nobody', async () => {
    const { html } = await web('![A graph](https://other.example/a.png) ![Own](/own.png)');
    expect(html).toContain('>Picture: A graph</a>');
    expect(html.match(/<img[^>]*>/g)).toEqual(['<img src="https://example.com/own.png" alt="Own">']);
  });

  it('aligns columns by class, and takes a corner that names nothing for no heading', async () => {
    const { html } = await web('| | Term | Log |\n| --- | ---: | :-: |\n| alpha | 3 | **a** |\n');
    const cells = html.match(/<t[hd]\b.*?<\/t[hd]>/g) ?? [];
    expect(cells.slice(0, 2)).toEqual(['<td></td>', '<th class="cell-right">Term</th>']);
    expect(cells.slice(2, 4)).toEqual(['<th class="cell-center">Log</th>', '<td>alpha</td>']);
    expect(cells.at(-1)).toBe('<td class="cell-center"><strong>a</strong></td>');
    expect(html).not.toContain('align=');
  });

  it('lets tables and code scroll by keyboard, and leads to its footnotes and back', async () => {
    const { html } = await web(ARTICLE);
    expect(html).toContain('<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table>');
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    const targets = [...html.matchAll(/href="#([^"]*)"/g)].map((match) => match[1]);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
