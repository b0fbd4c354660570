import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { darkPalette } from '../../../src/domain/posts/palette.ts';
import { renderEdition } from '../../../src/mail/compose/render-edition.ts';
import {
  renderConfirm,
  renderLeave,
  renderNotice,
  renderPreview,
} from '../../../src/mail/compose/render-single.ts';
import { renderWelcome } from '../../../src/mail/compose/render-welcome.ts';
import { lintMail } from '../../../src/mail/lint/lint-mail.ts';
import { loadTemplates } from '../../../src/mail/templates/templates.ts';
import { BLOG, EMAILS, editionView } from '../views.ts';

const templates = loadTemplates(EMAILS);
const post = { title: 'Raft', url: 'https://blog.example/posts/raft-1/' };
const mails = new Map<string, string>();

beforeAll(async () => {
  const notice = {
    subject: 'Look',
    paragraphs: ['One.', 'Two.'],
    links: [{ label: 'Desk', url: 'https://blog.example/desk' }],
  };
  const banner = { words: 'A preview.', links: [{ label: 'Hold', url: 'https://blog.example/hold' }] };
  const leaving = {
    unsubscribeUrl: 'https://blog.example/u/1',
    preferencesUrl: 'https://blog.example/p/1',
    leaveUrl: 'https://blog.example/leave',
  };
  const tracks = [{ title: 'Systems', intro: 'If you want…', posts: [post] }];
  const welcome = {
    blog: BLOG,
    tracks,
    latest: { ...post, summary: 'S' },
    postalAddress: 'PO Box 1',
    ...leaving,
  };
  mails.set('edition', (await renderEdition(templates, editionView())).html);
  mails.set('preview', (await renderPreview(templates, editionView(), banner)).html);
  mails.set(
    'confirm',
    (
      await renderConfirm(templates, {
        blog: BLOG,
        confirmUrl: 'https://blog.example/c/1',
        replyConfirms: true,
      })
    ).html,
  );
  mails.set(
    'leave',
    (await renderLeave(templates, { blog: BLOG, unsubscribeUrl: 'https://blog.example/u/1' })).html,
  );
  mails.set('welcome', (await renderWelcome(templates, welcome)).html);
  mails.set('notice', (await renderNotice(templates, { blog: BLOG, notice })).html);
});

describe.each(['edition', 'preview', 'confirm', 'leave', 'welcome', 'notice'])('the %s mail', (name) => {
  const html = () => mails.get(name) ?? '';

  it('asks no other host for anything, and has no picture, font or script', () => {
    const urls = [...html().matchAll(/(?:href|src|action|background)="([^"]*)"|url\(([^)]*)\)/g)].map(
      (match) => match[1] ?? match[2],
    );
    const foreign = urls.filter(
      (url) => url?.startsWith('https://blog.example') !== true && url?.startsWith('%%FN:') !== true,
    );
    expect(urls.length).toBeGreaterThan(1);
    expect(foreign).toEqual([]);
    expect(html()).not.toMatch(/<(img|script|link|iframe)\b|@import|@font-face/i);
  });

  it('uses nothing whose lack a reader would notice, in any program of `docs/email-support.md`', async () => {
    const { lacked } = await lintMail(html());
    expect(lacked.filter(({ instead }) => instead === null)).toEqual([]);
  });

  it('names its language and title, and knows the dark scheme', () => {
    expect(html()).toMatch(/<html lang="en"/);
    expect(html()).toMatch(/<title>[^<]+<\/title>/);
    expect(html()).toMatch(/<meta name="color-scheme" content="light dark" ?\/?>/);
    expect(html()).toContain('@media (prefers-color-scheme: dark)');
  });

  it('uses tables for layout only in a way that a screen reader can skip', () => {
    const tables =
      html()
        .replace(/<!--[\s\S]*?-->/g, '')
        .match(/<table[^>]*>/g) ?? [];
    expect(tables.filter((table) => !table.includes('role="presentation"'))).toEqual([]);
  });

  it('leaves no field unfilled', () => {
    expect(html()).not.toMatch(/\{\{|\}\}|undefined|\[object/);
  });
});

it('all mails together cost one compile for each template', () => {
  expect(templates.compiles()).toBe(4);
});

it('only a preview has the banner', () => {
  expect(mails.get('preview')).toContain('A preview.');
  expect(mails.get('edition')).not.toContain('fn-banner"');
});

it('the dark rules in the head are in the palette of the articles, for every class that an article uses', async () => {
  const head = await readFile(join(EMAILS, '_head.mjml'), 'utf8');
  const dark = head.slice(head.indexOf('prefers-color-scheme: dark'));
  const colourOf = (selector: string) =>
    [...dark.matchAll(/^\s*([^{\n]+) \{ [\w-]*color: (#\w+) !important/gm)]
      .filter(([, selectors = '']) => selectors.split(', ').includes(selector))
      .map(([, , colour]) => colour)[0];
  const { ink, muted, accent, hairline, codePaper, tokens } = darkPalette;
  const article = { text: ink, muted, link: accent, rule: hairline, 'code-bg': codePaper, code: ink };
  for (const [name, colour] of Object.entries(article))
    expect([name, colourOf(`.a-${name}`)]).toEqual([name, colour]);
  for (const [name, colour] of Object.entries(tokens))
    expect([name, colourOf(`.tok-${name}`)]).toEqual([name, colour]);
});
