import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Reply, replyReader } from '../../../src/mail/smtp/reply.ts';
import { runs } from '../../support/runs.ts';

function read(...chunks: readonly string[]): { replies: Reply[]; fault: string | null; midReply: boolean } {
  const replies: Reply[] = [];
  const reader = replyReader((reply) => replies.push(reply));
  let fault: string | null = null;
  for (const chunk of chunks) fault ??= reader.feed(Buffer.from(chunk, 'utf8'));
  return { replies, fault, midReply: reader.isMidReply() };
}

describe('replies', () => {
  it('of several lines are one', () => {
    expect(read('250-blog.example\r\n250-SIZE 100\r\n250 8BITMIME\r\n354 go\r\n').replies).toEqual([
      { code: 250, text: '250-blog.example\n250-SIZE 100\n250 8BITMIME' },
      { code: 354, text: '354 go' },
    ]);
  });

  it('may be a bare code, and may end in a bare line feed', () => {
    expect(read('250\r\n550\n').replies.map(({ code }) => code)).toEqual([250, 550]);
  });

  it('are the same however they come cut', () => {
    const wire = '220 hallo\r\n250-a\r\n250-b\r\n250 c\r\n354 go\r\n550 5.1.1 zoë\r\n';
    const bytes = Buffer.from(wire, 'utf8');
    const cuts = fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 });
    const whole = read(wire).replies;
    expect(whole).toHaveLength(4);
    fc.assert(
      fc.property(cuts, (places) => {
        const replies: Reply[] = [];
        const reader = replyReader((reply) => replies.push(reply));
        const edges = [0, ...places.toSorted((a, b) => a - b), bytes.length];
        edges.forEach((edge, index) => {
          expect(reader.feed(bytes.subarray(edge, edges[index + 1] ?? edge))).toBeNull();
        });
        expect(replies).toEqual(whole);
      }),
      runs(5, 200),
    );
  });

  it('are known to be unfinished', () => {
    expect(read('250-a\r\n').midReply).toBe(true);
    expect(read('25').midReply).toBe(true);
    expect(read('250 a\r\n').midReply).toBe(false);
  });

  it('keep letters, and nothing that acts on a terminal', () => {
    expect(read('550 zoë \x1b[31mred\x07\r\n').replies[0]?.text).toBe('550 zoë ?[31mred?');
  });

  it.each([
    ['HTTP/1.1 400 Bad Request'],
    ['25 fine'],
    ['2500 fine'],
    ['150 early'],
    ['650 late'],
    [''],
    ['250_fine'],
  ])('%j is none', (line) => {
    const { replies, fault } = read(`${line}\r\n`);
    expect(replies).toEqual([]);
    expect(fault).toContain('no SMTP reply');
  });

  it('whatever bytes come, nothing is thrown, and what is held stays small', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (chunks) => {
        const reader = replyReader(() => undefined);
        for (const chunk of chunks) if (reader.feed(Buffer.from(chunk)) !== null) return;
      }),
      runs(5, 500),
    );
  });
});
