import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wireForm } from '../../../src/mail/smtp/wire-form.ts';
import { runs } from '../../support/runs.ts';
import { relayAt } from './mails.ts';
import { scriptedServer } from './scripted-server.ts';

/** Lines with more dots, and more of what looks like the end, than chance would bring. */
const line = fc.oneof(
  fc.constantFrom('', '.', '..', '.QUIT', '. ', 'MAIL FROM:<a@b>', '=2E', 'a'.repeat(998)),
  fc.string({ maxLength: 80 }),
  fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
);
const message = fc
  .array(
    line.map((text) => text.replace(/[\r\n]/g, '')),
    { maxLength: 30 },
  )
  .map((lines) => Buffer.from(lines.map((text) => `${text}\r\n`).join(''), 'latin1'));

describe('whatever bytes a message has', () => {
  it.each([['PIPELINING'], ['one command at a time']])('the server gets the same ones (%s)', async (way) => {
    const server = await scriptedServer({ can: [way, '8BITMIME', 'SMTPUTF8'] });
    const relay = relayAt(server.url, { maxConnections: 1 });
    const sent: Buffer[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 4 }), async (messages) => {
        const reports = messages.map((raw) =>
          relay.send({ envelope: { from: '', to: 'alice@example.org' }, messageId: '<1@b>', raw }),
        );
        for (const report of await Promise.all(reports)) expect(report.kind).toBe('accepted');
        sent.push(...messages);
      }),
      runs(5, 150),
    );
    expect(server.bodies).toHaveLength(sent.length);
    server.bodies.forEach((body, index) => {
      expect(body.equals(sent[index] ?? Buffer.of())).toBe(true);
    });
    expect(server.connections()).toBe(1);
  });

  it('none of eight bits goes to a server without 8BITMIME', async () => {
    const server = await scriptedServer({ can: ['PIPELINING', 'SMTPUTF8'] });
    const relay = relayAt(server.url, { maxConnections: 1 });
    const plain: Buffer[] = [];
    const send = async (raw: Buffer) => {
      const ascii = raw.every((octet) => octet < 0x80);
      const report = await relay.send({ envelope: { from: '', to: 'a@b' }, messageId: '<1@b>', raw });
      expect(report).toMatchObject(ascii ? { kind: 'accepted' } : { kind: 'not-sent', fault: 'message' });
      if (ascii) plain.push(raw);
    };
    await fc.assert(fc.asyncProperty(message, send), { seed: 5, numRuns: 150 });
    expect(plain.length).toBeGreaterThan(20);
    expect(server.bodies).toEqual(plain);
  });

  it('there is no bare CR or LF on the wire: it is refused before a word is said', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('\r', '\n', '\r\n', '.', 'a'), maxLength: 12 }),
        (text) => {
          const bare = /\r(?!\n)|(?<!\r)\n/.exec(text);
          const formed = wireForm(Buffer.from(text));
          expect(formed.ok).toBe(bare === null);
          if (!formed.ok) expect(formed.reason).toContain(`at byte ${bare?.index}`);
        },
      ),
      runs(5, 2_000),
    );
  });
});

it('a message without its last line end is given one', () => {
  const formed = wireForm(Buffer.from('Subject: Hi\r\n\r\nno end'));
  expect(formed.ok && formed.form.pieces.join('')).toBe('Subject: Hi\r\n\r\nno end\r\n.\r\n');
});

it.each([
  ['Subject: Hi\r\n\r\nGood morning\r\n', 'none'],
  ['Subject: Hi\r\n\r\nGrüß Gott\r\n', 'body'],
  ['Subject: Grüße\r\n\r\nGood morning\r\n', 'header'],
  ['Subject: Grüße', 'header'],
])('%j has 8-bit octets in: %s', (text, where) => {
  const formed = wireForm(Buffer.from(text));
  expect(formed.ok && formed.form.eightBit).toBe(where);
});
