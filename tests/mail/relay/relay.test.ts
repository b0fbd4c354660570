import { describe, expect, it } from 'vitest';
import { CLIENTS, MAIL, refusal, relayBy, serverThatHangsUp, smtpServer } from './servers.ts';

describe.each(CLIENTS)('through %s,', (_client, open) => {
  const relayTo = relayBy(open);

  it('a relay says how many connections it opens at most: what its URL says, or five', () => {
    expect(relayTo(25).connections).toBe(5);
    expect(relayTo(25, 'smtp://127.0.0.1:25?connections=8').connections).toBe(8);
  });

  describe('a relay that accepts', () => {
    it('is reported with its reply, and got the message byte for byte, under the given envelope', async () => {
      const received: { from: string; to: readonly string[]; source: Buffer }[] = [];
      const port = await smtpServer({
        onData: (stream, session, done) => {
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            const { mailFrom, rcptTo } = session.envelope;
            received.push({
              from: mailFrom === false ? '' : mailFrom.address,
              to: rcptTo.map(({ address }) => address),
              source: Buffer.concat(chunks),
            });
            done(null, '2.0.0 queued as 4F');
          });
        },
      });
      const relay = relayTo(port);
      expect(await relay.send(MAIL)).toEqual({ kind: 'accepted', reply: '250 2.0.0 queued as 4F' });
      // Again over the same connection, with the very same buffer.
      expect(await relay.send(MAIL)).toMatchObject({ kind: 'accepted' });
      for (const mail of received) {
        expect(mail).toMatchObject({ from: 'bounce@blog.example', to: ['alice@example.org'] });
        expect(mail.source.equals(MAIL.raw)).toBe(true);
      }
      expect(received).toHaveLength(2);
    });
  });

  describe('a relay that refuses', () => {
    const reply = refusal(550, '5.1.1 no such user');
    const greylisting = refusal(451, '4.7.1 come again');

    it.each([
      [
        'MAIL',
        { onMailFrom: (_: unknown, __: unknown, done: (error: Error) => void) => done(reply) },
        550,
        '5.1.1',
      ],
      [
        'RCPT',
        { onRcptTo: (_: unknown, __: unknown, done: (error: Error) => void) => done(reply) },
        550,
        '5.1.1',
      ],
      [
        'MAIL for now',
        { onMailFrom: (_: unknown, __: unknown, done: (error: Error) => void) => done(greylisting) },
        451,
        '4.7.1',
      ],
      [
        'RCPT for now',
        { onRcptTo: (_: unknown, __: unknown, done: (error: Error) => void) => done(greylisting) },
        451,
        '4.7.1',
      ],
      [
        'RCPT without an enhanced code',
        { onRcptTo: (_: unknown, __: unknown, done: (error: Error) => void) => done(refusal(550, 'no')) },
        550,
        null,
      ],
    ])('at %s is reported with code and enhanced code', async (_, handlers, code, enhanced) => {
      const report = await relayTo(await smtpServer(handlers)).send(MAIL);
      expect(report).toMatchObject({ kind: 'refused', code, enhanced });
    });

    it.each([
      [554, '5.7.1 spam', '5.7.1'],
      [452, '4.3.1 full', '4.3.1'],
      [421, '4.3.2 closing', '4.3.2'],
    ])('at the final dot with %i has not got the message', async (code, words, enhanced) => {
      const port = await smtpServer({
        onData: (stream, _, done) => {
          stream.resume();
          stream.on('end', () => done(refusal(code, words)));
        },
      });
      const relay = relayTo(port);
      expect(await relay.send(MAIL)).toEqual({ kind: 'refused', code, enhanced, reply: `${code} ${words}` });
    });

    it('one message takes the next', async () => {
      let first = true;
      const port = await smtpServer({
        onRcptTo: (_, __, done) => {
          done(first ? reply : null);
          first = false;
        },
      });
      const relay = relayTo(port);
      expect((await relay.send(MAIL)).kind).toBe('refused');
      expect((await relay.send(MAIL)).kind).toBe('accepted');
    });
  });

  describe('a connection that breaks', () => {
    it.each(['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA'] as const)(
      'at %s left nothing behind, for certain',
      async (step) => {
        const report = await relayTo(await serverThatHangsUp(step)).send(MAIL);
        expect(report).toMatchObject({ kind: 'not-sent', fault: 'connection' });
      },
    );

    it.each(['body', '.'] as const)(
      'at %s leaves it open whether the relay has the message',
      async (step) => {
        const report = await relayTo(await serverThatHangsUp(step)).send(MAIL);
        expect(report.kind).toBe('no-answer');
      },
    );

    it('or is never made, because nobody listens, is not sent', async () => {
      const report = await relayTo(0, 'smtp://127.0.0.1:1').send(MAIL);
      expect(report).toMatchObject({
        kind: 'not-sent',
        fault: 'connection',
        detail: expect.stringContaining('ECONNREFUSED'),
      });
    });
  });

  it('a relay that ends the session (421) before the body has got nothing', async () => {
    const port = await smtpServer({ onRcptTo: (_, __, done) => done(refusal(421, '4.3.2 closing')) });
    const report = await relayTo(port).send(MAIL);
    expect(report).toMatchObject({
      kind: 'not-sent',
      fault: 'connection',
      detail: expect.stringContaining('4.3.2'),
    });
  });

  describe('an attempt that is called off', () => {
    it('before it began was not sent', async () => {
      const report = await relayTo(await smtpServer()).send(MAIL, AbortSignal.abort());
      expect(report).toMatchObject({ kind: 'not-sent', fault: 'connection' });
    });

    it('after the body left may have been sent', async () => {
      const controller = new AbortController();
      const port = await smtpServer({
        onData: (stream) => {
          stream.resume();
          stream.on('end', () => controller.abort());
        },
      });
      expect((await relayTo(port).send(MAIL, controller.signal)).kind).toBe('no-answer');
    });
  });

  it('an address outside ASCII never reaches a relay without SMTPUTF8', async () => {
    const relay = relayTo(await smtpServer({ hideSMTPUTF8: true }));
    const report = await relay.send({ ...MAIL, envelope: { from: 'a@b.example', to: 'zoë@example.org' } });
    expect(report).toMatchObject({ kind: 'not-sent', fault: 'address' });
  });
});
