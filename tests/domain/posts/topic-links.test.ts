import { describe, expect, it } from 'vitest';
import { parsePost } from '../../../src/domain/posts/post.ts';
import { renderFeed } from '../../../src/domain/posts/render-feed.ts';
import { renderText } from '../../../src/domain/posts/render-text.ts';
import { renderWeb } from '../../../src/domain/posts/render-web.ts';
import { topicsLinkedIn } from '../../../src/domain/posts/topic-links.ts';

const STANDING = {
  baseUrl: 'https://example.com/posts/raft-1/',
  topics: {
    cap: { kind: 'published', url: 'https://example.com/posts/cap/' },
    old: { kind: 'published', url: null },
    'raft-2': { kind: 'coming', on: '3 February 2027' },
    someday: { kind: 'coming', on: null },
  },
} as const;

const web = (markdown: string) => renderWeb(parsePost(markdown), STANDING);

describe('a link to a topic', () => {
  it('leads to its page once it is published', async () => {
    expect((await web('See [*CAP*](topic:cap).')).html).toBe(
      '<p>See <a href="/posts/cap/"><em>CAP</em></a>.</p>',
    );
    expect(renderFeed(parsePost('[CAP](topic:cap)'), STANDING)).toContain(
      'href="https://example.com/posts/cap/"',
    );
    expect(renderText(parsePost('[CAP](topic:cap)'), STANDING)).toContain('CAP [1]');
  });

  it('says when it comes until then, and promises no day that is not planned', async () => {
    expect((await web('[Raft](topic:raft-2), [more](topic:someday)')).html).toBe(
      '<p>Raft (coming on 3 February 2027), more (to come)</p>',
    );
    expect(renderText(parsePost('[Raft](topic:raft-2)'), STANDING)).toBe('Raft (coming on 3 February 2027)');
  });

  it('is its words where there is no page any more', async () => {
    expect((await web('[CAP](topic:old)')).html).toBe('<p>CAP</p>');
  });

  it('may be defined apart', async () => {
    const { html } = await web('[Raft][r] and [r]\n\n[r]: topic:raft-2\n[R]: topic:cap');
    expect(html).toBe('<p>Raft (coming on 3 February 2027) and r (coming on 3 February 2027)</p>');
  });

  it('to nothing in the calendar is its words, and told', async () => {
    const { html, faults } = await web(
      'Words.\n\nSee [Paxos](topic:paxos), [x](topic:), [y](topic:constructor).',
    );
    expect(html).toContain('See Paxos, x, y.');
    expect(faults.map(({ kind, line, column }) => [kind, line, column])).toEqual([
      ['topic', 3, 5],
      ['topic', 3, 27],
      ['topic', 3, 40],
    ]);
    expect(faults[0]?.words).toBe('there is no topic "paxos" in the calendar');
  });

  it('is found before a post is rendered', () => {
    expect(topicsLinkedIn('[a](topic:cap) [b][r]\n\n[r]: <topic:raft-2> topic:cap')).toEqual([
      'cap',
      'raft-2',
    ]);
  });
});
