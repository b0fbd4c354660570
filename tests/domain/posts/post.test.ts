import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePost } from '../../../src/domain/posts/post.ts';
import { renderEmail } from '../../../src/domain/posts/render-email.ts';
import { renderFeed } from '../../../src/domain/posts/render-feed.ts';
import { renderText } from '../../../src/domain/posts/render-text.ts';
import { renderWeb } from '../../../src/domain/posts/render-web.ts';
import { PICTURES } from '../../support/email-article.ts';
import { runs } from '../../support/runs.ts';
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

  it('is never refused, whatever the author types', async () => {
    const piece = fc.constantFrom(
      '# ',
      '> ',
      '- ',
      '1. ',
      '|',
      '---',
      '\n',
      '\n\n',
      '```',
      '[a]',
      '(//x:y)',
      '[^1]',
      '[^1]: ',
      '![',
      ']',
      '<b>',
      '`',
      '*',
      'word ',
      '\t',
      '&amp;',
      'http://',
      '\uFDD0',
      '🙂',
    );
    const markdown = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    const standing = { baseUrl: 'https://example.com/posts/raft-1/' };
    await fc.assert(
      fc.asyncProperty(markdown, async (typed) => {
        const post = parsePost(typed);
        const all = [
          (await renderEmail(post, standing, PICTURES)).html,
          (await renderWeb(post, standing)).html,
          renderFeed(post, standing),
        ];
        // Inside a quoted attribute `<b>` is text.
        expect(all.join('').replace(/"[^"]*"/g, '')).not.toContain('<b>');
        expect(renderText(post, standing)).not.toContain('\uFDD0');
      }),
      runs(26, 300),
    );
  });
});
