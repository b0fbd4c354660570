import { describe, expect, it } from 'vitest';
import { buildSite } from '../../../src/site/build.ts';
import type { SiteFile, SitePost } from '../../../src/site/model.ts';
import { searchWords } from '../../../src/site/search/words.ts';
import { textAt } from '../../support/site-files.ts';
import { earlierPost, ownPost, siteModel } from '../../support/site-model.ts';

interface Block {
  readonly posts: string;
  readonly words: Readonly<Record<string, string>>;
}

const at = (files: readonly SiteFile[], href: string) => JSON.parse(textAt(files, href.slice(1)));
const blocksOf = (files: readonly SiteFile[]): readonly Block[] => at(files, '/search/index.json').blocks;

describe('the index for the search', () => {
  it('has every post that can be read, oldest first, with what a result shows', async () => {
    const files = await buildSite(siteModel());
    const [block, ...others] = blocksOf(files);
    expect(others).toEqual([]);
    expect(at(files, block?.posts ?? '')).toEqual([
      [
        'https://old.example.net/merkle',
        'Merkle Trees',
        '1 September 2026, Networking',
        'What merkle-trees is about.',
      ],
      [
        '/posts/pacelc/',
        'After CAP: PACELC',
        '8 December 2026, Distributed systems',
        'What pacelc is about.',
      ],
      ['/posts/raft-1/', 'Raft Explained', '22 December 2026, Distributed systems', 'What raft-1 is about.'],
    ]);
  });

  it('weighs a word by where it stands, and knows neither code nor what is private', async () => {
    const files = await buildSite(siteModel());
    const words = at(files, blocksOf(files)[0]?.words[''] ?? '');
    const [, inTitle = 0] = words.raft;
    const [, inBody = 0] = words.understandable;
    expect(inTitle).toBeGreaterThan(inBody);
    expect(words).not.toHaveProperty('println');
    expect(words).not.toHaveProperty('surprise');
  });

  it('cuts a block that is full by first letters, and leaves it alone when the next post comes', async () => {
    const posts = Array.from({ length: 300 }, (_, index): SitePost => {
      const date = new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10);
      return earlierPost(`post-${index}`, date, {
        url: `https://old.example.net/${index}`,
        title: `Émile ${index}`,
      });
    });
    const [before, after] = [
      await buildSite(siteModel({ posts })),
      await buildSite(siteModel({ posts: [...posts, ownPost('new', '2026-12-08')] })),
    ];
    const [full, open] = blocksOf(before);
    expect(at(before, full?.words.e ?? '').emile).toHaveLength(512);
    expect(Object.keys(open?.words ?? {})).toEqual(['']);
    expect(blocksOf(after)[0]).toEqual(full);
    expect(blocksOf(after)[1]).not.toEqual(open);
  });

  it('is there, and empty, before the first post', async () => {
    expect(blocksOf(await buildSite(siteModel({ posts: [] })))).toEqual([]);
  });
});

it.each([
  ['Raft’s Leader-Election', ['rafts', 'leader', 'election']],
  ['Über CAFÉ', ['uber', 'cafe']],
  ['HTTP/3 & TLS 1.3', ['http', '3', 'tls', '1', '3']],
  ['日本語', ['日本語']],
  ['…', []],
])('%s is searched for as %j', (text, words) => expect(searchWords(text)).toEqual(words));
