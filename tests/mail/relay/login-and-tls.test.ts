import { describe, expect, it } from 'vitest';
import { CLIENTS, MAIL, refusal, relayBy, smtpServer } from './servers.ts';

describe.each(CLIENTS)('through %s,', (_client, open) => {
  const relayTo = relayBy(open);

  describe('a relay that wants a login', () => {
    const PASSWORD = 's3cret/@:';

    function demanding(): Promise<number> {
      return smtpServer({
        authOptional: false,
        onAuth: (auth, _, done) => {
          if (auth.username === 'ali' && auth.password === PASSWORD) done(null, { user: 'ali' });
          else done(refusal(535, '5.7.8 wrong'));
        },
      });
    }

    it('takes the percent-encoded one of the URL', async () => {
      const port = await demanding();
      const relay = relayTo(port, `smtp://ali:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`);
      expect((await relay.send(MAIL)).kind).toBe('accepted');
    });

    it.each(['ali:wrong@', ''])(
      'and gets "%s" was not handed anything: a fault of the login',
      async (login) => {
        const port = await demanding();
        const report = await relayTo(port, `smtp://${login}127.0.0.1:${port}`).send(MAIL);
        expect(report).toMatchObject({ kind: 'not-sent', fault: 'login' });
      },
    );

    it('and asks for it only at MAIL is understood in the same way', async () => {
      const port = await smtpServer({
        onMailFrom: (_, __, done) => done(refusal(530, '5.7.0 authenticate first')),
      });
      expect(await relayTo(port).send(MAIL)).toMatchObject({ kind: 'not-sent', fault: 'login' });
    });
  });

  describe('a relay that must use TLS', () => {
    it('and does not offer it gets nothing', async () => {
      const port = await smtpServer();
      const report = await relayTo(port, `smtp://127.0.0.1:${port}?tls=yes`).send(MAIL);
      expect(report).toMatchObject({ kind: 'not-sent', fault: 'tls' });
    });

    it('and shows a certificate that nobody vouches for gets nothing', async () => {
      // smtp-server brings a self-signed certificate.
      const port = await smtpServer({ disabledCommands: [] });
      const report = await relayTo(port, `smtp://127.0.0.1:${port}?tls=yes`).send(MAIL);
      expect(report).toMatchObject({ kind: 'not-sent', fault: 'tls' });
    });

    it('from the first byte, too', async () => {
      const port = await smtpServer({ secure: true });
      const report = await relayTo(port, `smtps://127.0.0.1:${port}`).send(MAIL);
      expect(report).toMatchObject({ kind: 'not-sent', fault: 'tls' });
    });

    it('but speaks plain text is found out', async () => {
      const port = await smtpServer();
      const report = await relayTo(port, `smtps://127.0.0.1:${port}`).send(MAIL);
      expect(report).toMatchObject({ kind: 'not-sent', fault: 'tls' });
    });
  });

  it('a relay that turns this host away at the greeting refuses the connection, not the message', async () => {
    const port = await smtpServer({
      onConnect: (_, done) => done(refusal(554, '5.7.1 your address is listed')),
    });
    const report = await relayTo(port).send(MAIL);
    expect(report).toMatchObject({
      kind: 'not-sent',
      fault: 'connection',
      detail: expect.stringContaining('listed'),
    });
  });
});
