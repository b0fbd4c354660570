import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, openBrowser } from '../support/browser.ts';
import { type EveryPage, openEveryPage } from '../support/every-page.ts';
import type { ReaderMoments } from '../support/own-moments.ts';
import { type Looking, lookingWith } from '../support/page-faults.ts';

/** Every kind of page that is there for all, by its path, and the status it is answered with where that is not 200. */
const PAGES: readonly { readonly name: string; readonly path: string; readonly status?: number }[] = [
  { name: 'the home page', path: '/' },
  { name: 'a post that has everything', path: '/posts/everything/' },
  { name: 'a post that has nothing but words, and two names', path: '/posts/pacelc/' },
  { name: 'a post too wide for any screen', path: '/posts/too-wide/' },
  { name: 'the part of a series', path: '/posts/raft-1/' },
  { name: 'Start Here', path: '/start-here/' },
  { name: 'Coming next', path: '/coming-next/' },
  { name: 'the archive', path: '/archive/' },
  { name: 'a year', path: '/archive/2026/' },
  { name: 'the tags', path: '/tags/' },
  { name: 'a tag', path: '/tags/consensus/' },
  { name: 'a track', path: '/tracks/systems/' },
  { name: 'a series', path: '/series/raft/' },
  { name: 'the search', path: '/search/' },
  { name: 'what a search finds', path: '/search/?q=everything' },
  { name: 'the feeds', path: '/feeds/' },
  { name: 'About', path: '/about/' },
  { name: 'Privacy', path: '/privacy/' },
  { name: 'the imprint', path: '/imprint/' },
  { name: 'an address that leads nowhere', path: '/nowhere/', status: 404 },
  { name: 'Subscribe', path: '/subscribe' },
  { name: 'Leave', path: '/leave' },
  { name: 'the way to the preferences', path: '/preferences' },
  { name: 'the mailbox of a trial', path: '/mailbox' },
];

/** What readers and the author come to by a link in a mail. */
const LINKS: readonly {
  readonly link: keyof ReaderMoments['links'];
  readonly sub: string;
  readonly status?: number;
}[] = [
  { link: 'confirm', sub: '' },
  { link: 'confirm too late', sub: '', status: 410 },
  { link: 'preferences', sub: '' },
  { link: 'preferences', sub: '/erase' },
  { link: 'unsubscribe', sub: '' },
  { link: 'undo', sub: '' },
  { link: 'new address', sub: '' },
  { link: 'decide an edition', sub: '' },
  { link: 'one mail', sub: '' },
  { link: 'one mail', sub: '/text' },
  { link: 'one mail', sub: '/source' },
  { link: 'one mail', sub: '/headers' },
];

/** What they are answered when they send a form. */
const ANSWERS: readonly (keyof ReaderMoments['answers'])[] = [
  'a bad address',
  'look into your mail',
  'one more press',
  'too many',
  'subscribed',
  'preferences, saved',
  'preferences with faults',
  'a new address, asked for',
  'left',
  'why she left',
  'erased',
];

/** In milliseconds, for one page in all looks on a busy machine. */
const PATIENCE = 120_000;

// Skipping without a word would look like passing.
const title = noBrowser === null ? 'every kind of page' : `every kind of page (skipped: ${noBrowser})`;

/**
 * At 360 and 1280 px, light and dark, with JavaScript and without: the console is empty, every request is answered, nobody else is asked, nothing scrolls
 * sideways, and nothing moves as it comes in. axe, as the elements are the same, looks in light at 1280 px, and in dark at 360 px at the colours.
 */
describe.skipIf(noBrowser !== null)(
  `${title}: no fault in eight looks, nor one that axe finds in one of them, and of colour in another`,
  () => {
    let browser: Browser;
    let house: EveryPage;
    let looking: Looking;
    beforeAll(async () => {
      [browser, house] = await Promise.all([openBrowser(), openEveryPage()]);
      looking = await lookingWith(browser);
    });
    afterAll(async () => {
      await browser?.close();
      await house?.close();
    });

    it.concurrent.each(PAGES)('$name ($path)', { timeout: PATIENCE }, async ({ path, status }) => {
      expect(await looking.faultsOf(`${house.site}${path}`, status)).toEqual([]);
    });

    it.concurrent.each(LINKS)(
      'the link: $link $sub',
      { timeout: PATIENCE },
      async ({ link, sub, status }) => {
        expect(await looking.faultsOf(`${house.site}${house.links[link]}${sub}`, status)).toEqual([]);
      },
    );

    it.concurrent.each(ANSWERS)('the answer: %s', { timeout: PATIENCE }, async (name) => {
      const url = `${house.site}/answers/${ANSWERS.indexOf(name)}`;
      await looking.showAt(url, house.answers[name]);
      expect(await looking.faultsOf(url, house.answers[name].status)).toEqual([]);
    });

    it('what leads on from a former address, where no server does', { timeout: PATIENCE }, async () => {
      const url = `${house.site}/answers/moved`;
      await looking.showAt(url, house.moved);
      expect(await looking.faultsOf(url)).toEqual([]);
    });

    it('the preview of a post', { timeout: PATIENCE }, async () => {
      expect(await looking.faultsOf(house.preview)).toEqual([]);
    });

    it('sees each fault', { timeout: PATIENCE }, async () => {
      const url = `${house.site}/answers/faulty`;
      await looking.showAt(url, { status: 200, headers: { 'content-type': 'text/html' }, html: FAULTY });
      const faults = await looking.faultsOf(url);
      for (const one of FAULTS) expect(faults).toContainEqual(expect.stringMatching(one));
    });
  },
);

const FAULTY = `<!doctype html><html lang="en"><title>Faulty</title><main><h1>Faulty</h1>
<p id="late" hidden style="height:300px">Late.</p><p style="width:2000px">Wide.</p><img src="/missing.png"><img src="http://127.0.0.2:9/x.png" alt="">
<script>requestAnimationFrame(() => requestAnimationFrame(() => { late.hidden = false; throw new Error('on purpose'); }));</script></main></html>`;
const FAULTS = [
  /360 px, JavaScript on: it moved by 0\.\d/,
  /1280 px, JavaScript off: dark: it scrolls sideways by/,
  /1280 px, JavaScript on: light: image-alt/,
  /JavaScript off: .*missing\.png answered with 404/,
  /JavaScript off: the console has: /,
  /somebody else was asked: http:\/\/127\.0\.0\.2/,
  /127\.0\.0\.2:9\/x\.png could not be had/,
  /a script failed: on purpose/,
];
