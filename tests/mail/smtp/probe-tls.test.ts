import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, VirtualClock } from '../../../src/core/clock.ts';
import { smtpServer } from '../relay/servers.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { IMPATIENT, probe } from './probing.ts';
import { type ScriptedOptions, scriptedServer } from './scripted-server.ts';

const made = makeCertificates();

describe('under TLS,', () => {
  let certificates: Certificates;

  beforeEach((context) => {
    if (made === null) return context.skip('openssl was not found');
    certificates = made;
  });

  const open = (which: 'good' | 'expired' | 'otherName' | 'authority', secure: boolean) =>
    smtpServer({
      secure,
      disabledCommands: [],
      ...certificates[which],
      onAuth: ({ password }, _, done) =>
        password === 'secret' ? done(null, { user: 'ali' }) : done(new Error('no')),
    });

  const trusting = () => ({ authority: certificates.authority.cert });

  it.each([
    ['from the first byte', 'smtps', '', true, ['connect', 'tls', 'greeting', 'EHLO', 'login', 'QUIT']],
    [
      'by STARTTLS',
      'smtp',
      '?tls=yes',
      false,
      ['connect', 'greeting', 'EHLO', 'STARTTLS', 'tls', 'EHLO', 'login', 'QUIT'],
    ],
  ])('%s, the certificate is told of', async (_how, scheme, query, secure, steps) => {
    const port = await open('good', secure);
    const found = await probe(`${scheme}://ali:secret@localhost:${port}${query}`, trusting());
    expect(found).toMatchObject({ failure: null, login: 'worked', security: secure ? 'tls' : 'starttls' });
    expect(found.tls).toEqual({
      version: 'TLSv1.3',
      cipher: expect.stringMatching(/^TLS_/),
      certificate: {
        subject: 'CN=good',
        issuer: 'CN=authority',
        names: ['127.0.0.1', 'localhost'],
        validUntil: expect.any(Number),
        daysLeft: 1,
      },
    });
    expect(found.steps.map(({ step }) => step)).toEqual(steps);
    expect(found.offers?.auth).toContain('PLAIN');
  });

  it('the days left are counted from the clock that was given', async () => {
    const port = await open('good', true);
    const clock = new VirtualClock(Date.now() - 30 * DAY);
    const found = await probe(`smtps://127.0.0.1:${port}`, { clock, ...trusting() });
    expect(found.tls?.certificate?.daysLeft).toBe(31);
  });

  it.each([
    ['expired', 'certificate-expired', true, 'ran out'],
    ['otherName', 'certificate-other-name', true, 'elsewhere.example'],
    ['good', 'certificate-not-trusted', false, 'CN=authority'],
    ['authority', 'certificate-self-signed', false, 'vouches for itself'],
  ] as const)(
    'the certificate "%s" is %s, told of, and gets no password',
    async (which, trouble, trusted, words) => {
      for (const secure of [true, false]) {
        const port = await open(which, secure);
        const url = `${secure ? 'smtps' : 'smtp'}://ali:secret@127.0.0.1:${port}${secure ? '' : '?tls=yes'}`;
        const found = await probe(url, trusted ? trusting() : {});
        expect(found.failure).toMatchObject({ step: 'tls', trouble, help: expect.stringContaining(words) });
        expect(found.tls?.certificate?.subject).toMatch(/^CN=/);
        expect(found.login).toBe('not-reached');
        expect(found.offers).toBe(null);
      }
    },
  );

  it('a port that begins with TLS, spoken to in plain text, is told from a silent one', async () => {
    const port = await open('good', true);
    expect((await probe(`smtp://127.0.0.1:${port}?tls=yes`, { timeouts: IMPATIENT })).failure).toMatchObject({
      trouble: 'tls-from-start',
      help: expect.stringContaining(`smtps://…@127.0.0.1:${port}`),
    });
  });

  it('a port that does not begin with TLS says so to smtps://', async () => {
    const server = await scriptedServer();
    expect((await probe(`smtps://127.0.0.1:${server.port}`)).failure).toMatchObject({
      step: 'tls',
      trouble: 'no-tls-there',
    });
  });
});

describe('STARTTLS that', () => {
  it.each<[string, ScriptedOptions, object]>([
    ['is not offered', {}, { step: 'EHLO', trouble: 'starttls-missing' }],
    [
      'is refused',
      { can: ['STARTTLS'], script: (step) => (step === 'STARTTLS' ? '454 4.7.0 not now' : undefined) },
      { step: 'STARTTLS', trouble: 'starttls-failed', detail: '454 4.7.0 not now' },
    ],
    [
      'is answered as if it were another command',
      { can: ['STARTTLS'] },
      { step: 'STARTTLS', trouble: 'starttls-failed' },
    ],
    [
      'is followed by more words in plain text',
      {
        can: ['STARTTLS'],
        script: (step) => (step === 'STARTTLS' ? { raw: '220 go\r\n250 go on\r\n' } : undefined),
      },
      { step: 'STARTTLS', trouble: 'starttls-failed' },
    ],
    [
      'ends in silence',
      { can: ['STARTTLS'], script: (step) => (step === 'STARTTLS' ? '220 go' : undefined) },
      { step: 'tls', trouble: 'starttls-failed' },
    ],
  ])('%s', async (_what, options, failure) => {
    const server = await scriptedServer(options);
    const url = `smtp://ali:secret@127.0.0.1:${server.port}?tls=yes`;
    const found = await probe(url, { timeouts: { connect: 1_000 } });
    expect(found).toMatchObject({ failure, login: 'not-reached', tls: null });
    expect(server.heard.join()).not.toContain('AUTH');
  });
});
