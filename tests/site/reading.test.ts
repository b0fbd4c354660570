import { describe, expect, it } from 'vitest';
import { buildSite } from '../../src/site/build.ts';
import type { SiteModel } from '../../src/site/model.ts';
import { textContent } from '../support/html-text.ts';
import { textAt } from '../support/site-files.ts';
import { earlierPost, ownPost, siteModel } from '../support/site-model.ts';

async function pageText(path: string, model: SiteModel = siteModel()): Promise<string> {
  return textContent(
    textAt(await buildSite(model), path).replace(/<\/(p|li|h\d|a|time|span|title)>/g, ' '),
  ).replace(/\s+/g, ' ');
}

describe('the Start Here page', () => {
  it('gives each track that has a post its path, and leaves the others to the plan', async () => {
    const text = await pageText('start-here/index.html');
    expect(text).toMatch(
      /If you want to understand distributed systems.*If you want to learn about networking/,
    );
    expect(text).not.toContain('If you want to build a compiler');
    expect(text).toMatch(/The calendar holds 3 more posts.* distributed systems and compilers\./);
  });

  it('follows the reading order the author gave, not that of publication', async () => {
    expect(await pageText('start-here/index.html')).toMatch(/Merkle Trees .*The Rise of Edge Computing/);
  });

  it('takes a post into its path when it is published', async () => {
    const model = siteModel();
    const posts = [
      ...model.posts,
      ownPost('raft-2', '2027-01-05', { series: 'raft', part: 2, title: 'Leader Election' }),
    ];
    expect(await pageText('start-here/index.html', model)).toContain('1 of 2 parts so far');
    expect(await pageText('start-here/index.html', { ...model, posts, coming: [] })).toMatch(
      /in 2 parts.*Leader Election/,
    );
  });

  it('marks posts from before the site, and links only those that have an address', async () => {
    const page = textAt(await buildSite(siteModel()), 'start-here/index.html');
    expect(page).toContain('<a href="https://old.example.net/merkle" rel="noopener">Merkle Trees</a>');
    expect(page).toContain('<span class="unlinked">The Rise of Edge Computing</span>');
    expect(page.match(/before this site/g)).toHaveLength(3);
  });
});

describe('the other pages', () => {
  it('say how sure each planned date is, in words', async () => {
    const text = await pageText('coming-next/index.html');
    expect(text).toMatch(/Tuesday 5 January 2027 written Leader Election/);
    expect(text).toMatch(/Tuesday 2 February 2027 date promised Build Your Own Compiler/);
    expect(text).toMatch(/Tuesday 16 February 2027 planned CRDTs/);
  });

  it('show the latest post first and the next one planned on the front page', async () => {
    expect(await pageText('index.html')).toMatch(
      /Latest in Distributed systems Raft Explained.*Before that After CAP.*Next Leader Election/,
    );
  });

  it('lead from a post to its neighbours and to all parts of its series, planned ones included', async () => {
    const text = await pageText('posts/raft-1/index.html');
    expect(text).toMatch(/Raft Explained you are here Leader Election planned for 5 January 2027/);
    expect(text).toMatch(/Before After CAP: PACELC/);
  });

  it('list the archive by year, newest first', async () => {
    const older = earlierPost('hello', '2025-01-07', { title: 'Hello, World' });
    const model = siteModel();
    const text = await pageText('archive/index.html', { ...model, posts: [older, ...model.posts] });
    expect(text).toMatch(/2026 22 Dec Raft Explained.*8 Dec.*27 Oct.*2025 7 Jan Hello, World/);
  });
});
