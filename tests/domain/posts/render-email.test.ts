import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailDarkRules } from '../../../src/domain/posts/email-styles.ts';
import { emailArticle } from '../../support/email-article.ts';
import { textContent } from '../../support/html-text.ts';
import { runs } from '../../support/runs.ts';
import { ARTICLE } from '../../support/site-model.ts';

const email = async (markdown: string) => (await emailArticle(markdown)).html;

describe('the article in the mail', () => {
  it('styles every element inline and has no ids', async () => {
    const html = await email(ARTICLE);
    const bare = [...html.matchAll(/<(p|h2|h3|ul|ol|li|a|pre|td|th|blockquote|span|code)\b[^>]*>/g)].map(
      (match) => match[0],
    );
    expect(bare.filter((tag) => !tag.includes('style="'))).toEqual([]);
    expect(html).not.toMatch(/\sid="/);
  });

  it('keeps code copyable: the very bytes, no &nbsp; and no <br>', async () => {
    const line = fc.string({
      unit: fc.constantFrom('\t', ' ', '<', '&', '{', '}', '"', "'", '#', 'a', 'if', '=', '/', '\\'),
    });
    const code = fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n'));
    const language = fc.constantFrom('go', 'python', 'sh', 'text', '');
    await fc.assert(
      fc.asyncProperty(code, language, async (source, lang) => {
        const html = await email(`~~~~~~${lang}\n${source}\n~~~~~~`);
        const pre = /<pre[^>]*>([\s\S]*)<\/pre>/.exec(html)?.[1] ?? '';
        expect(pre).not.toMatch(/&nbsp;|&#xA0;|<br/);
        expect(textContent(pre)).toBe(source);
      }),
      runs(14, 150),
    );
  });

  it('makes every link absolute and links no footnote, as mails cannot', async () => {
    const html = await email(
      '[a](/archive/) [b](#log) [c](javascript:x) [d](mailto:ali@example.com) note[^1]\n\n[^1]: Here.',
    );
    const links = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1] ?? '');
    expect(links).toEqual([
      'https://example.com/archive/',
      'https://example.com/posts/raft-1/#log',
      'mailto:ali@example.com',
    ]);
    expect(textContent(html)).toContain('note[1]');
  });

  it('leaves a narrow table a table and turns a wide one into records', async () => {
    expect(await email('| A | B |\n| - | - |\n| 1 | 2 |')).toContain('<th');
    const wide = await email(
      '| System | Availability | Reconfiguration |\n| - | - | - |\n| Elasticsearch | sometimes-yes | uncontrollable |',
    );
    expect(wide).not.toContain('<th');
    expect(textContent(wide)).toContain('Availability: sometimes-yes');
  });

  it('passes over what is empty in a record', async () => {
    const wide = await email(
      '| System | Availability | Reconfiguration |\n| - | - | - |\n| Elasticsearch |  | uncontrollable |',
    );
    expect(textContent(wide)).not.toContain('Availability');
    expect(textContent(wide)).toContain('Reconfiguration: uncontrollable');
  });

  it('ends the bar of a callout with its last word', async () => {
    const html = await email('> [!NOTE]\n> One.\n>\n> Two.');
    expect(html).toMatch(/<p class="a-text" style="margin:0 0 18px;[^"]*">One\.<\/p>/);
    expect(html).toMatch(/<p class="a-text" style="margin:0;[^"]*">Two\.<\/p>/);
  });

  it('names every class it uses in the rules for dark mode', async () => {
    const used = [...(await email(ARTICLE)).matchAll(/class="([^"]*)"/g)].flatMap((match) =>
      (match[1] ?? '').split(' '),
    );
    const rules = emailDarkRules();
    expect([...new Set(used)].filter((name) => !rules.includes(`.${name}{`))).toEqual([]);
    expect(used).toContain('a-code-bg');
  });
});
