import { describe, expect, it } from 'vitest';
import { parsePost } from '../../../src/domain/posts/post.ts';
import { renderFeed } from '../../../src/domain/posts/render-feed.ts';
import { ARTICLE } from '../../support/site-model.ts';

describe('a post', () => {
  it('counts prose and not code, and reads for at least a minute', () => {
    const post = parsePost('Three short words.\n\n```\nnot counted at all\n```\n');
    expect(post.words).toBe(3);
    expect(post.readingMinutes).toBe(1);
    expect(parsePost('word '.repeat(1100)).readingMinutes).toBe(5);
  });

  it('leads with its first paragraph, without mark-up', () => {
    expect(parsePost('## Title\n\nThe *first* one,\nover [two](/x) lines.\n\nNext.').lead).toBe(
      'The first one, over two lines.',
    );
    expect(parsePost('').lead).toBe('');
  });

  it('is plain HTML with absolute links in the feed', () => {
    const html = renderFeed(parsePost(ARTICLE), { baseUrl: 'https://example.com/posts/raft-1/' });
    expect(html).not.toMatch(/ (id|class|style|rel)="/);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1] ?? '');
    expect(links.every((link) => link.startsWith('https://'))).toBe(true);
    expect(html).toContain('{{mustaches}}');
  });
});
