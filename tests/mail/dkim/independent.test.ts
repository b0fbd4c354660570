import fc from 'fast-check';
import { SMTPServer } from 'smtp-server';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openSigner, signRaw } from '../../../src/mail/dkim/signer.ts';
import type { OutgoingMail, Relay } from '../../../src/mail/relay/relay.ts';
import { openRelay } from '../../../src/mail/relay/relay.ts';
import { openSmtpRelay } from '../../../src/mail/smtp/smtp-relay.ts';
import { noDkimVerifier, verifyByDkimpy } from '../../support/dkim-verifier.ts';
import { KEYS, RECORDS } from './keys-for-tests.ts';
import { editionMails, singleMails } from './real-mails.ts';

/** dkimpy goes by the machine's clock, and takes no signature from the future. */
const SIGNED_AT = Date.UTC(2024, 0, 2);

const BOTH_HOLD = [
  { holds: true, algorithm: 'rsa-sha256', selector: 'fortnight-rsa' },
  { holds: true, algorithm: 'ed25519-sha256', selector: 'fortnight-ed25519' },
];

const blank = fc.constantFrom('', ' ', '\t', '  \t ', '\r\n ', ' \r\n\t');
const words = fc.array(fc.oneof(blank, fc.constantFrom('a', 'B:', '<c@d>', '\u00fc')), { maxLength: 6 });
const field = fc
  .tuple(fc.constantFrom('Subject', 'sUBJECT', 'List-Id', 'Received', 'List-Archive'), blank, words)
  .map(([name, gap, value]) => `${name}:${gap}${value.join('')}\r\n`);
const line = fc.array(fc.constantFrom(' ', '\t', 'a', '.', '=', '\u00fc'), { maxLength: 8 });
const awkwardMessage = fc
  .tuple(fc.array(field, { maxLength: 8 }), fc.array(line, { maxLength: 8 }), fc.constantFrom('', '\r\n'))
  .map(([fields, lines, end]) => {
    const body = lines.map((characters) => characters.join('')).join('\r\n');
    return `${fields.join('')}From: a@blog.example\r\n\r\n${body}${end}`;
  });

beforeEach((context) => {
  if (noDkimVerifier !== null) context.skip(noDkimVerifier);
});

async function signedMails(kind: 'edition' | 'single'): Promise<OutgoingMail[]> {
  const signer = openSigner(KEYS, null);
  const mails = kind === 'edition' ? await editionMails() : await singleMails();
  return Promise.all(
    mails.map(async (mail) => ({ ...mail, raw: await signRaw(signer, mail.raw, SIGNED_AT) })),
  );
}

describe('dkimpy, a program of other people,', () => {
  it.each(['edition', 'single'] as const)(
    'verifies each signature of each %s mail, by itself',
    async (kind) => {
      const mails = await signedMails(kind);
      const verdicts = verifyByDkimpy(
        mails.map(({ raw }) => raw),
        RECORDS,
      );
      expect(verdicts).toMatchObject(mails.map(() => BOTH_HOLD));
      expect(verdicts.length).toBeGreaterThan(1);
    },
  );

  it('and we agree on any message: odd blanks and folds, fields that come again, empty values', async () => {
    const signer = openSigner(KEYS, null);
    const mails = fc.sample(awkwardMessage, { seed: 6376, numRuns: 100 });
    const signed = await Promise.all(
      mails.map((mail) => signRaw(signer, Buffer.from(mail, 'latin1'), SIGNED_AT)),
    );
    expect(verifyByDkimpy(signed.map(asItArrives), RECORDS)).toMatchObject(mails.map(() => BOTH_HOLD));
  });

  it('finds both fields of RFC 8058 in the list of what an edition signs', async () => {
    const [mail] = await signedMails('edition');
    if (mail === undefined) throw new Error('no mail');
    for (const verdict of verifyByDkimpy([mail.raw], RECORDS)[0] ?? []) {
      expect(verdict).toMatchObject({
        names: expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post']),
      });
    }
  });

  it('finds that neither holds when a letter of the body or of a signed field is another', async () => {
    const [mail] = await signedMails('edition');
    const text = mail?.raw.toString('latin1') ?? '';
    const changed = [text.replace('One-Click', 'Two-Click'), text.replace(/e(?=[^e]*$)/, 'E')];
    const verdicts = verifyByDkimpy(
      changed.map((one) => Buffer.from(one, 'latin1')),
      RECORDS,
    );
    expect(changed).not.toContain(text);
    expect(verdicts.flat().map(({ holds }) => holds)).toEqual([false, false, false, false]);
  });

  it.each([
    ['our own client', 'edition', openSmtpRelay],
    ['nodemailer', 'single', openRelay],
  ] as const)('still verifies them after %s took %s mails to a server', async (_how, kind, open) => {
    const server = await collectingServer();
    const relay: Relay = open(server.url, { name: 'blog.example' });
    onTestFinished(() => relay.close());
    const mails = await signedMails(kind);
    if (kind === 'edition') for (const { raw } of mails) expect(raw.includes('\r\n..dots')).toBe(true);
    const reports = await Promise.all(mails.map((mail) => relay.send(mail)));
    expect(reports.map((report) => report.kind)).toEqual(mails.map(() => 'accepted'));
    const arrived = server.arrived();
    expect(arrived).toHaveLength(mails.length);
    expect(verifyByDkimpy(arrived, RECORDS)).toMatchObject(mails.map(() => BOTH_HOLD));
  });
});

/** SMTP ends every message with a line end (RFC 5321 4.1.1.4), and gives one that has none the CRLF it lacks. */
function asItArrives(raw: Buffer): Buffer {
  return raw.toString('latin1').endsWith('\r\n') ? raw : Buffer.concat([raw, Buffer.from('\r\n')]);
}

/** A real SMTP server on the loopback that keeps what it takes, dots unstuffed. */
async function collectingServer(): Promise<{ url: string; arrived: () => Buffer[] }> {
  const arrived: Buffer[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        arrived.push(Buffer.concat(chunks));
        done(null);
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return { url: `smtp://127.0.0.1:${address.port}`, arrived: () => arrived };
}
