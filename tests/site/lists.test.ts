import { describe, expect, it } from 'vitest';
import { buildSite } from '../../src/site/build.ts';
import type { SiteModel } from '../../src/site/model.ts';
import { textContent } from '../support/html-text.ts';
import { textAt } from '../support/site-files.ts';
import { earlierPost, ownPost, siteModel } from '../support/site-model.ts';

async function pageOf(path: string, model: SiteModel = siteModel()) {
  const html = textAt(await buildSite(model), `${path}index.html`);
  const text = textContent(html.replace(/<\/(p|li|h\d|a|time|span|td)>/g, ' ')).replace(/\s+/g, ' ');
  return { html, text };
}

describe('the page of a series', () => {
  it('says what is out, how long it takes, and what comes when', async () => {
    const { text } = await pageOf('series/raft/');
    expect(text).toContain(
      '1 of 2 parts so far, 1 minute of reading. Next is part 2, planned for 5 January 2027.',
    );
    expect(text).toMatch(
      /Raft Explained .*22 December 2026 1 min read .*Leader Election .*5 January 2027 written/,
    );
  });

  it('offers it by mail from part 1 only when a part came out by this calendar', async () => {
    const model = siteModel();
    expect((await pageOf('series/raft/')).html).toContain('<a href="/preferences">');
    const kept = model.posts.map((post) => (post.kind === 'own' ? { ...post, byMail: false } : post));
    for (const path of ['series/raft/', 'posts/raft-1/'])
      expect((await pageOf(path, { ...model, posts: kept })).html).not.toContain('/preferences');
    expect((await pageOf('series/cap/')).html).not.toContain('/preferences');
  });

  it('says how many parts nobody has announced, and never names a private one', async () => {
    const model = siteModel();
    const coming = model.coming.map((post) => (post.id === 'raft-2' ? { ...post, public: false } : post));
    const { text } = await pageOf('series/raft/', { ...model, coming });
    expect(text).toContain('One more part has no date yet.');
    expect(text).not.toContain('Leader Election');
  });

  it('that is whole says so', async () => {
    const posts = [
      earlierPost('cap-1', '2026-10-27', { series: 'cap', part: 1 }),
      ownPost('cap-2', '2026-12-08', { series: 'cap', part: 2 }),
    ];
    expect((await pageOf('series/cap/', siteModel({ posts }))).text).toContain('All 2 parts are out');
  });
});

describe('the page of a track', () => {
  it('has its posts in reading order, and names what is still to come', async () => {
    const { text } = await pageOf('tracks/networking/');
    expect(text).toMatch(/If you want to learn about networking.*Merkle Trees .*The Rise of Edge Computing/);
    expect((await pageOf('tracks/distributed-systems/')).text).toMatch(
      /Still to come Leader Election.*CRDTs/,
    );
  });

  it('exists before its first post when one is planned, and not for a track with neither', async () => {
    expect((await pageOf('tracks/compilers/')).text).toContain('nothing out yet');
    expect((await pageOf('tracks/compilers/', siteModel({ coming: [] }))).html).toBe('');
  });
});

describe('tags', () => {
  it('lead from a post to all posts that have them, and stand on a page of their own', async () => {
    expect((await pageOf('posts/pacelc/')).html).toContain('href="/tags/consensus/"');
    expect((await pageOf('tags/consensus/')).text).toMatch(
      /2 posts, newest first\. .*Raft Explained.*After CAP/,
    );
    expect((await pageOf('tags/')).text).toMatch(/Consensus 2 posts Go 1 post/);
  });
});

describe('the author’s own pages', () => {
  const pages = {
    about: 'Hello, I am *Ali*.\n\n[Where to begin](/start-here/)',
    privacy: 'I keep nothing.',
    imprint: 'Ali, PO Box 1 <script>alert(1)</script>',
  };

  it('stand in their words, and nothing in them acts', async () => {
    const model = siteModel({ pages });
    expect((await pageOf('about/', model)).html).toContain('I am <em>Ali</em>');
    expect((await pageOf('privacy/', model)).text).toContain('I keep nothing.');
    const imprint = await pageOf('imprint/', model);
    expect(imprint.text).toContain('PO Box 1');
    expect(imprint.html).not.toContain('<script>alert');
    expect(imprint.html).toContain('<a href="/imprint/">Imprint</a>');
  });

  it('say what is known where the author wrote none; an imprint nobody can write for them', async () => {
    expect((await pageOf('about/')).text).toContain('is written by Ali: Deep dives');
    expect((await pageOf('privacy/')).text).toMatch(/A sign-up that you did not confirm 30 days/);
    expect((await pageOf('privacy/')).text).toMatch(/It shows Ali when something did not arrive/);
    expect((await pageOf('imprint/')).html).toBe('');
    expect((await pageOf('')).html).not.toContain('/imprint/');
  });

  it('tell of IP addresses and of mail only where they are kept', async () => {
    const plain = (await pageOf('privacy/')).text;
    expect(plain).not.toMatch(/from which you signed up|that you write to the newsletter/);
    const model = siteModel({ privacy: { keepsIps: true, takesMail: true } });
    const { text } = await pageOf('privacy/', model);
    expect(text).toMatch(/from which you signed up 90 days/);
    expect(text).toMatch(/that you write to the newsletter 30 days/);
  });
});
