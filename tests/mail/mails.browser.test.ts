import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderEdition } from '../../src/mail/compose/render-edition.ts';
import {
  renderAddressChanged,
  renderConfirm,
  renderFarewell,
  renderNewAddress,
  renderNotice,
  renderPreferences,
  renderPreview,
  renderWelcome,
} from '../../src/mail/compose/render-single.ts';
import { loadTemplates } from '../../src/mail/templates/templates.ts';
import { emailArticle } from '../support/email-article.ts';
import { BLOG, EMAILS, editionView } from './views.ts';

const CHROMIUM = '/usr/bin/chromium';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const present = existsSync(CHROMIUM);

const POST = `A paragraph with \`code\` and [a link](https://blog.example/).

\`\`\`python
print("a line of code that is longer than any phone is wide", 1 + 2)  # a comment
\`\`\`

| System | Abadi, 2012 | What can move it |
| --- | --- | --- |
| Dynamo (the 2007 paper) | PA/EL by default | N, R and W, each of them per request |

> Quoted.
`;

describe.skipIf(!present)(
  `every mail in a browser${present ? '' : ' (skipped: no /usr/bin/chromium)'}`,
  () => {
    const mails = new Map<string, string>();
    let browser: Browser;

    beforeAll(async () => {
      const templates = loadTemplates(EMAILS);
      const links = [{ label: 'Hold', url: 'https://blog.example/hold' }];
      const post = { title: 'Raft', url: 'https://blog.example/posts/raft-1/', summary: 'S' };
      const leaving = {
        unsubscribeUrl: 'https://blog.example/u',
        preferencesUrl: 'https://blog.example/p',
        leaveUrl: 'https://blog.example/leave',
      };
      const tracks = [{ title: 'Systems', intro: 'If you want…', posts: [post] }];
      const { html: articleHtml } = await emailArticle(POST);
      const confirmUrl = `https://blog.example/confirm/${'x'.repeat(80)}`;
      const notice = { subject: 'Look', paragraphs: ['One.'], links };
      const welcome = { blog: BLOG, tracks, latest: post, postalAddress: 'PO Box 1', ...leaving };
      mails.set(
        'preview',
        (await renderPreview(templates, editionView({ articleHtml }), { words: 'W', links })).html,
      );
      const announcement = editionView({
        articleHtml,
        track: null,
        postUrl: null,
        details: ['8 December 2026'],
      });
      mails.set('announcement', (await renderEdition(templates, announcement)).html);
      mails.set(
        'confirm',
        (await renderConfirm(templates, { blog: BLOG, confirmUrl, replyConfirms: true })).html,
      );
      const preferencesUrl = `https://blog.example/preferences/${'x'.repeat(40)}`;
      mails.set('preferences', (await renderPreferences(templates, { blog: BLOG, preferencesUrl })).html);
      const newAddressUrl = `https://blog.example/address/${'x'.repeat(80)}`;
      mails.set('new-address', (await renderNewAddress(templates, { blog: BLOG, newAddressUrl })).html);
      mails.set('address-changed', (await renderAddressChanged(templates, { blog: BLOG })).html);
      const undoUrl = `https://blog.example/undo/${'x'.repeat(80)}`;
      mails.set('farewell', (await renderFarewell(templates, { blog: BLOG, undoUrl })).html);
      mails.set('welcome', (await renderWelcome(templates, welcome)).html);
      mails.set('notice', (await renderNotice(templates, { blog: BLOG, notice })).html);
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    });
    afterAll(() => browser?.close());

    it.each(
      [
        'preview',
        'announcement',
        'confirm',
        'preferences',
        'new-address',
        'address-changed',
        'farewell',
        'welcome',
        'notice',
      ].flatMap((name) => [[name, 'light'] as const, [name, 'dark'] as const]),
    )('%s, %s: can be read, fits a phone of 360 px, and asks for nothing', async (name, colorScheme) => {
      const page = await browser.newPage({ viewport: { width: 360, height: 800 }, colorScheme });
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.setContent(mails.get(name) ?? '');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      await page.evaluate(AXE);
      const faults = await page.evaluate(
        "axe.run({ runOnly: ['color-contrast', 'link-name', 'document-title', 'html-has-lang', 'list', 'listitem'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))",
      );
      expect(faults).toEqual([]);
      expect(requests).toEqual([]);
      await page.close();
    });
  },
);
