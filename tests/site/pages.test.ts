import { describe, expect, it } from 'vitest';
import { chromeOf } from '../../src/site/chrome.ts';
import { mailboxListPage } from '../../src/site/mailbox/list.tsx';
import { mailboxMessagePage } from '../../src/site/mailbox/message.tsx';
import {
  checkYourMailPage,
  confirmPage,
  linkExpiredPage,
  notNowPage,
  pressAgainPage,
  subscribePage,
} from '../../src/site/pages/coming.tsx';
import { editionPage } from '../../src/site/pages/edition.tsx';
import {
  leavePage,
  thanksPage,
  undoPage,
  unsubscribedPage,
  unsubscribePage,
} from '../../src/site/pages/leaving.tsx';
import { preferencesPage } from '../../src/site/pages/preferences.tsx';
import { erasePage, findPreferencesPage, newAddressPage } from '../../src/site/pages/staying.tsx';
import { gonePage } from '../../src/site/pages/trouble.tsx';
import { CONSENT_WORDING, FORM_VERSION } from '../../src/site/subscribe-form.tsx';
import { faultyPreferencesView, preferencesView } from '../support/preference-pages.ts';
import { siteModel } from '../support/site-model.ts';

const model = siteModel();
const chrome = chromeOf(model.blog, model.form);
const message = {
  id: '1',
  receivedAt: 0,
  from: 'a@example.com',
  to: 'b@example.com',
  subject: '<script>alert(1)</script>',
};

const pages: Readonly<Record<string, string>> = {
  subscribe: subscribePage(null, 'v1.stamp', chrome),
  checkYourMail: checkYourMailPage('bob@gmail.com', chrome),
  confirm: confirmPage({ action: '/confirm/token' }, chrome),
  expired: linkExpiredPage({ action: '/again/token' }, 'v1.stamp', chrome),
  leave: leavePage(null, chrome),
  unsubscribe: unsubscribePage({ action: '/unsubscribe/token' }, chrome),
  left: unsubscribedPage({ undo: '/undo/token', reason: '/why/token' }, chrome),
  undo: undoPage({ action: '/undo/token' }, chrome),
  thanks: thanksPage(chrome),
  pressAgain: pressAgainPage({ email: 'bob@example.net', form: '1', stamp: 'v1.stamp' }, chrome),
  tooMany: notNowPage('too-many', 60_000, chrome),
  paused: notNowPage('paused', 7_200_000, chrome),
  gone: gonePage(chrome),
  preferences: preferencesPage(preferencesView(), chrome),
  faultyPreferences: preferencesPage(faultyPreferencesView(), chrome),
  findPreferences: findPreferencesPage(null, chrome),
  newAddress: newAddressPage('alice@new.example', { action: '' }, chrome),
  erase: erasePage('alice@example.org', { action: '' }, '/preferences/token', chrome),
  mailbox: mailboxListPage(
    { messages: [message], hrefOf: (id) => `/mailbox/${id}`, olderHref: null },
    chrome,
  ),
};

describe('a page made on request', () => {
  it.each(Object.entries(pages))(
    '%s stays out of search engines, has no script and no style of its own',
    (_, html) => {
      expect(html).toContain('<meta name="robots" content="noindex"');
      expect(html).not.toMatch(/<script|<style|\sstyle=|rel="canonical"/);
      expect(html.match(/<h1/g)).toHaveLength(1);
    },
  );

  it.each(Object.entries(pages))(
    '%s says nothing that is punctuation alone, as code that got between its tags would be',
    (_, html) => {
      const said = html.replace(/<(style|svg|pre)\b[\s\S]*?<\/\1>/g, '').match(/>[^<]+</g) ?? [];
      expect(said.filter((words) => /^>\s*[(){};,]+\s*<$/.test(words))).toEqual([]);
    },
  );

  it('acts by POST alone: every form is one, with a button to press', () => {
    const forms = Object.values(pages).flatMap((html) => html.match(/<form[\s\S]*?<\/form>/g) ?? []);
    expect(forms.length).toBeGreaterThan(4);
    for (const form of forms) expect(form).toMatch(/^<form[^>]*method="post"[\s\S]*<button type="submit"/);
  });

  it('carries the consent, the version of the form and a trap that no person meets', () => {
    const html = pages.subscribe ?? '';
    expect(html).toContain(CONSENT_WORDING);
    expect(html).toContain(`<input type="hidden" name="form" value="${FORM_VERSION}"`);
    expect(html).toMatch(
      /<div class="off-screen" aria-hidden="true">[\s\S]*name="website" type="text" tabindex="-1" autocomplete="off"/,
    );
  });

  it('gives a refused address back with the reason, harmless', () => {
    const html = subscribePage(
      { typed: '"><script>x</script>', words: 'the @ is missing' },
      'v1.stamp',
      chrome,
    );
    expect(html).toContain('the @ is missing');
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;');
    expect(html).toContain('aria-invalid="true"');
  });

  it('posts to another host when the forms live there', () => {
    const elsewhere = chromeOf(model.blog, { base: 'https://news.example.com/' });
    expect(subscribePage(null, 'v1.stamp', elsewhere)).toContain(
      'action="https://news.example.com/subscribe"',
    );
  });

  it('offers Undo after leaving, and one question that may be left alone', () => {
    const html = unsubscribedPage({ undo: '/undo/token', reason: '/why/token' }, chrome);
    expect(html).toMatch(/action="\/undo\/token"[\s\S]*>Undo<\/button>/);
    expect(html).toMatch(/action="\/why\/token"[\s\S]*<legend>/);
    expect(html.match(/type="radio"/g)).toHaveLength(4);
  });

  it('shows the author the choices that make sense, or that none is left', () => {
    const view = { subject: 'Raft', postUrl: null, next: null } as const;
    const press = { action: '/edition/token', fields: { do: 'hold' } };
    const held = editionPage({ ...view, state: 'pending', choices: [{ kind: 'hold', press }] }, chrome);
    expect(held).toContain('<input type="hidden" name="do" value="hold"');
    expect(editionPage({ ...view, state: 'complete', choices: [] }, chrome)).toContain(
      'nothing left to decide',
    );
  });
});

describe('the page of preferences', () => {
  const ids = (html: string, pattern: RegExp) =>
    [...html.matchAll(pattern)].flatMap(([, id]) => (id ?? '').split(' '));

  it.each(['preferences', 'faultyPreferences'])('%s has a label for every field, and no id twice', (name) => {
    const html = pages[name] ?? '';
    const known = ids(html, /\sid="([^"]+)"/g);
    expect(new Set(known).size).toBe(known.length);
    for (const id of ids(html, /<input(?![^>]*type="hidden")[^>]*\sid="([^"]+)"/g))
      expect(html).toContain(`<label for="${id}"`);
    for (const id of ids(html, /(?:aria-describedby|href)="#?([^"/]+)"/g)) expect(known).toContain(id);
  });

  it('names each fault at the top, with the way to its field', () => {
    const html = pages.faultyPreferences ?? '';
    const links = ids(html, /<li><a href="#(preferences-[^"]+)"/g);
    expect(links).toEqual(
      ['rhythm', 'tracks', 'pause', 'name', 'address'].map((field) => `preferences-${field}`),
    );
    expect(html.match(/aria-invalid="true"/g)).toHaveLength(3);
  });

  it('of a reader who has left or has yet to confirm says so, and has nothing to save', () => {
    for (const state of ['unsubscribed', 'pending'] as const) {
      const html = preferencesPage(preferencesView({ state }), chrome);
      expect(html).toMatch(/class="standing"/);
      expect(html).not.toContain('<form');
      expect(html).toContain('Download my data');
    }
  });

  it('of a blog with one track has none to tick', () => {
    const { fields } = preferencesView();
    const html = preferencesPage(preferencesView({ fields: { ...fields, tracks: [] } }), chrome);
    expect(html).not.toContain('name="track"');
  });
});

describe('the mailbox', () => {
  it('says on every page that nothing leaves the machine, and shows subjects as text', () => {
    const tabs = [{ tab: 'html', href: '?view=html' } as const];
    const part = { tab: 'html', frameHref: '/mailbox/1/html' } as const;
    const html = mailboxMessagePage({ summary: message, part, tabs, listHref: '/mailbox' }, chrome);
    for (const page of [html, pages.mailbox ?? '']) {
      expect(page).toContain('Embedded mailbox: nothing here leaves this machine');
      expect(page).toContain('&lt;script&gt;');
    }
    expect(html).toMatch(/<iframe[^>]*sandbox="[^"]*"/);
    expect(html).not.toMatch(/allow-scripts|allow-same-origin/);
  });
});
