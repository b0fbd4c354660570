import type { Instant } from '../../core/clock.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import type { DkimKey } from './keys.ts';
import { dnsRecord } from './record.ts';
import { type MailSigner, signRaw } from './signer.ts';
import { type Verdict, verifySignatures } from './verify.ts';

/** Has what signing can stumble over: folds, runs of blanks, a blank at a line's end, empty lines at the end, 8-bit octets. */
const SAMPLE = [
  'Subject: a probe\r\n that  nobody gets',
  'Date: Tue, 08 Dec 2026 19:00:00 +0000',
  'List-Unsubscribe: <https://blog.example/unsubscribe>',
  'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  '',
  'A line with  two blanks \r\n\tand Gr\u00fc\u00dfe',
  '',
  '',
].join('\r\n');

/**
 * Signs a sample message and verifies each signature against the record that its key's owner publishes. To be run at start.
 * @param domain as the signer was opened with
 * @throws AppError `configuration` when a signature is missing or does not hold
 */
export async function proveSigner(
  signer: MailSigner,
  keys: readonly DkimKey[],
  domain: string | null,
  at: Instant,
): Promise<void> {
  const host = domain ?? 'blog.example';
  const records = new Map(
    keys.map((key) => {
      const { name, value } = dnsRecord(key, host);
      return [name, value];
    }),
  );
  const signed = await signSample(signer, host, at);
  const verdicts = verifySignatures(signed, (name) => records.get(name) ?? null);
  for (const { selector } of keys) {
    const fault = faultOf(verdicts.find((verdict) => verdict.selector === selector));
    if (fault !== null) throw notProven(`the signature of ${selector} does not hold: ${fault}`);
  }
}

async function signSample(signer: MailSigner, host: string, at: Instant): Promise<Buffer> {
  try {
    return await signRaw(signer, Buffer.from(`From: Probe <probe@${host}>\r\n${SAMPLE}`, 'latin1'), at);
  } catch (cause) {
    throw notProven(messageOf(cause), cause);
  }
}

function faultOf(verdict: Verdict | undefined): string | null {
  return verdict === undefined ? 'it is missing' : verdict.fault;
}

function notProven(words: string, cause?: unknown): AppError {
  return new AppError('configuration', `DKIM signing was tried and failed: ${words}`, {
    help: 'nothing is sent unsigned: make new keys with `fortnight dkim keygen`, or unset DKIM_KEY to send without signatures',
    cause,
  });
}
