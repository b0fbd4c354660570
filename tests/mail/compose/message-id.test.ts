import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMailName } from '../../../src/mail/compose/mailbox-name.ts';
import { hostOf, messageIdFor, readMessageId } from '../../../src/mail/compose/message-id.ts';
import { runs } from '../../support/runs.ts';

describe('a Message-ID', () => {
  it("is the same for the same delivery, and another's for any other", () => {
    const id = messageIdFor(['3', '7'], 'key', 'blog.example');
    expect(id).toBe(messageIdFor(['3', '7'], 'key', 'blog.example'));
    expect(id).toMatch(/^<3\.7\.[0-9a-f]{20}@blog\.example>$/);
    const others = [
      messageIdFor(['3', '8'], 'key', 'blog.example'),
      messageIdFor(['3', '7'], 'other', 'blog.example'),
    ];
    expect(others).not.toContain(id);
  });

  it('gives its parts back to whoever has the key', () => {
    const part = fc.stringMatching(/^[\w-]{1,12}$/);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const id = messageIdFor(parts, 'key', 'blog.example');
        expect(readMessageId(id, ['key'])).toEqual(parts);
        expect(readMessageId(id, ['another key'])).toBeNull();
      }),
      runs(5, 100),
    );
  });

  it('that was changed, or is not ours, proves nothing', () => {
    const id = messageIdFor(['3', '7'], 'key', 'blog.example');
    expect(readMessageId(id.replace('<3', '<4'), ['key'])).toBeNull();
    expect(readMessageId(id.replace('blog', 'blag'), ['key'])).toBeNull();
    for (const foreign of ['', '<a@b>', '<x.y@blog.example>', 'nonsense'])
      expect(readMessageId(foreign, ['key'])).toBeNull();
  });

  it('cannot be made of what would break a header', () => {
    for (const parts of [[], ['a b'], ['a>'], ['a\r\nb'], ['a.b']])
      expect(() => messageIdFor(parts, 'key', 'h')).toThrow();
  });

  it("has the blog's host, without a port", () => {
    expect(hostOf('http://LocalHost:8080/blog')).toBe('localhost');
  });
});

describe('a sender as the author writes it', () => {
  it.each([
    ['ali@blog.example', null],
    ['Ali <ali@blog.example>', 'Ali'],
    ['"Ali, of the blog" <ali@blog.example>', 'Ali, of the blog'],
    ['<ali@blog.example>', null],
  ])('%s is understood', (typed, name) => {
    expect(parseMailName(typed)).toEqual({ name, address: 'ali@blog.example' });
  });

  it.each(['Ali', 'Ali <ali>', 'a@b.example, c@d.example', ''])(
    '%j is a fault of the configuration',
    (typed) => {
      expect(() => parseMailName(typed)).toThrow(expect.objectContaining({ code: 'configuration' }));
    },
  );
});
