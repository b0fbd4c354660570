import { beforeEach, describe, expect, it } from 'vitest';
import { smtpServer } from '../relay/servers.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { mailTo, relayAt, repeated, sendMany } from './mails.ts';
import { scriptedServer } from './scripted-server.ts';

const made = makeCertificates();

describe.each([
  ['from the first byte', 'smtps', '', { secure: true }],
  ['by STARTTLS', 'smtp', '?tls=yes', { disabledCommands: [] }],
] as const)('a relay with TLS %s', (_how, scheme, query, how) => {
  let certificates: Certificates;

  beforeEach((context) => {
    if (made === null) return context.skip('openssl was not found');
    certificates = made;
  });

  async function open(which: 'good' | 'expired' | 'otherName', host: string, trusted = true) {
    const { cert, key } = certificates[which];
    const port = await smtpServer({
      ...how,
      disabledCommands: [...('disabledCommands' in how ? [] : ['STARTTLS'])],
      cert,
      key,
    });
    const authority = trusted ? { authority: certificates.authority.cert } : {};
    return relayAt(`${scheme}://${host}:${port}${query}`, authority);
  }

  it.each(['127.0.0.1', 'localhost'])('and a good certificate for %s takes mails', async (host) => {
    expect(await sendMany(await open('good', host), 6)).toEqual(repeated('accepted', 6));
  });

  it.each([
    ['that has run out', 'expired', true, 'expired'],
    ['for another name', 'otherName', true, "does not match certificate's altnames"],
    ['that nobody vouches for', 'good', false, 'unable to verify'],
  ] as const)('and a certificate %s gets nothing', async (_what, which, trusted, words) => {
    const report = await (await open(which, '127.0.0.1', trusted)).send(mailTo(1));
    expect(report).toMatchObject({ kind: 'not-sent', fault: 'tls', detail: expect.stringContaining(words) });
  });
});

describe('a relay that offers STARTTLS and', () => {
  async function sendWith(answer: string | { raw: string } | 'drop') {
    const server = await scriptedServer({
      can: ['STARTTLS', 'AUTH PLAIN'],
      script: (step) => (step === 'STARTTLS' ? answer : undefined),
    });
    const report = await relayAt(`smtp://ali:secret@127.0.0.1:${server.port}?tls=yes`, {
      timeouts: { connect: 200 },
    }).send(mailTo(1));
    return { report, heard: server.heard };
  }

  it.each([
    ['refuses it', '454 4.7.0 not now', 'tls'],
    ['then speaks on in plain text', { raw: '220 go\r\n250 go on\r\n' }, 'connection'],
    ['then begins another reply', { raw: '220 go\r\n25' }, 'tls'],
    ['hangs up', 'drop', 'connection'],
  ] as const)('%s gets neither mail nor password', async (_what, answer, fault) => {
    const { report, heard } = await sendWith(answer);
    expect(report).toMatchObject({ kind: 'not-sent', fault });
    expect(heard.filter((line) => /^(AUTH|MAIL)/.test(line))).toEqual([]);
  });

  it('then speaks no TLS gets neither mail nor password', async () => {
    const { report, heard } = await sendWith('220 go');
    expect(report.kind).toBe('not-sent');
    expect(heard.filter((line) => /^(AUTH|MAIL)/.test(line))).toEqual([]);
  });
});
