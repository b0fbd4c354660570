import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { emailDarkRules } from '../../../src/domain/posts/email-styles.ts';
import { parsePost } from '../../../src/domain/posts/post.ts';
import { type EmailArticle, renderEmail } from '../../../src/domain/posts/render-email.ts';
import { renderFeed } from '../../../src/domain/posts/render-feed.ts';
import { renderText } from '../../../src/domain/posts/render-text.ts';
import { renderWeb, type WebArticle } from '../../../src/domain/posts/render-web.ts';
import { EMAILS } from '../../mail/views.ts';
import { PICTURES } from '../../support/email-article.ts';
import { textContent } from '../../support/html-text.ts';

const MARKDOWN = readFileSync(new URL('../../fixtures/posts/everything.md', import.meta.url), 'utf8');
const STANDING = {
  baseUrl: 'https://example.com/posts/everything/',
  topics: {
    cap: { kind: 'published', url: 'https://example.com/posts/cap/' },
    'raft-2': { kind: 'coming', on: '5 January 2027' },
  },
} as const;

/** The code of its fences, but for the diagram, without the quotation marks of those in a callout. */
const FENCES = [...MARKDOWN.matchAll(/^(> )?```(?!dot)\w+.*\n([\s\S]*?)^(?:> )?```$/gm)].map(
  ([, quoted, code = '']) => (quoted === undefined ? code : code.replace(/^> /gm, '')).replace(/\n$/, ''),
);

let web: WebArticle;
let email: EmailArticle;
let feed: string;
let text: string;

beforeAll(async () => {
  const post = parsePost(MARKDOWN);
  web = await renderWeb(post, STANDING);
  email = await renderEmail(post, STANDING, PICTURES);
  feed = renderFeed(post, STANDING);
  text = renderText(post, STANDING);
});

describe('a post that uses everything', () => {
  it('has no fault', () => {
    expect([...web.faults, ...email.faults]).toEqual([]);
  });

  it('gives its code back byte for byte on the page, in the mail and in the feed', () => {
    expect(FENCES).toHaveLength(4);
    for (const html of [web.html, email.html, feed]) {
      const blocks = [...html.matchAll(/<pre[^>]*>([\s\S]*?)<\/pre>/g)].map(([, code = '']) =>
        textContent(code),
      );
      expect(blocks.map((code) => code.replace(/\n$/, ''))).toEqual(FENCES);
    }
    for (const code of FENCES.slice(0, 3)) {
      expect(text).toContain(code.replace(/^(?=.)/gm, '    '));
    }
  });

  it('stands under a strict policy on the page: no style, no script, no picture but its own', () => {
    expect(web.html).not.toMatch(/ style=|<script|<style/);
    expect([...web.html.matchAll(/<img src="([^"]*)"/g)].map(([, source]) => source)).toEqual([
      'https://example.com/media/rack.png',
    ]);
  });

  it('leads to its own places, each of which is there once', () => {
    const ids = [...web.html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...web.html.matchAll(/href="#([^"]*)"/g)].map(([, target]) => target);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it('has for each of its classes in the mail a rule for the dark, the one of the template', () => {
    const rules = emailDarkRules();
    const used = [...email.html.matchAll(/class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(' '));
    expect([...new Set(used)].filter((name) => !rules.includes(`.${name}{`))).toEqual([]);
    const head = darkRulesOf(readFileSync(`${EMAILS}/_head.mjml`, 'utf8'));
    expect([...darkRulesOf(rules)].filter(([name, looks]) => head.get(name) !== looks)).toEqual([]);
  });

  it('says in the mail what each picture shows, and has each of them once', () => {
    const images = [...email.html.matchAll(/<img(?: [a-z]+="[^"]*")*>/g)].map(([image]) => image);
    expect(images.filter((image) => !/ alt="[^"]+"/.test(image))).toEqual([]);
    expect(new Set(email.pictures.map(({ path }) => path)).size).toBe(email.pictures.length);
    expect(email.html.length).toBeLessThan(40_000);
  });

  it('reads in the text as if written by hand: no line of prose above 72 columns, no mark-up left', () => {
    const prose = text.split('\n').filter((line) => !/^(?:\| )? {4}|^\[\d+\] /.test(line));
    expect(prose.filter((line) => line.length > 72)).toEqual([]);
    expect(prose.join('\n')).not.toMatch(/<\/?[a-z]|\$R|\[!|topic:|\\/);
  });

  it('is the same bytes each time', async () => {
    const again = parsePost(`${MARKDOWN} `);
    expect(await renderWeb(again, STANDING)).toEqual(web);
    expect(await renderEmail(again, STANDING, PICTURES)).toEqual(email);
  });
});

/** What each class becomes in the dark; rules may share their selectors. */
function darkRulesOf(css: string): Map<string, string> {
  const dark = css.includes('@media (prefers-color-scheme: dark)')
    ? css.slice(css.indexOf('(prefers-color-scheme'))
    : css;
  const rules = [...dark.matchAll(/([^{}]*)\{([^{}]*)\}/g)];
  return new Map(
    rules.flatMap(([, selectors = '', looks = '']) =>
      selectors
        .split(',')
        .map((selector) => [selector.trim(), looks.replace(/\s+|;\s*$/g, '').replace(/;$/, '')] as const),
    ),
  );
}
