import { createHash, sign } from 'node:crypto';
import type { Instant } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { type Field, partMessage, relaxedBody, relaxedField } from './canonical.ts';
import type { DkimKey } from './keys.ts';
import { signedField, unsignedField } from './signature-field.ts';
import { namesToSign, signedText } from './signed-fields.ts';

/** Signs whole messages, with every key it was opened with. */
export interface MailSigner {
  /**
   * The message with one DKIM-Signature a key in front. `raw` has CRLF line ends. The same message and instant give the same octets. The
   * signing itself runs on libuv's threads. Rejects when any of the signatures cannot be made: a message never comes back with fewer.
   * @throws AppError `invalid` when the message has not exactly one From, or no domain in it
   */
  sign(raw: Buffer, at: Instant): Promise<Buffer>;
}

/**
 * A signer for RFC 6376 and RFC 8463, relaxed/relaxed.
 * @param domain for `d=`; null: that of each message's From address, which is what DMARC wants
 */
export function openSigner(keys: readonly DkimKey[], domain: string | null): MailSigner {
  if (keys.length === 0) throw new Error('a signer needs a key');
  return { sign: (raw, at) => signMessage(keys, domain, raw, at) };
}

async function signMessage(
  keys: readonly DkimKey[],
  fixedDomain: string | null,
  raw: Buffer,
  at: Instant,
): Promise<Buffer> {
  const { fields, body } = partMessage(raw);
  const domain = fixedDomain ?? domainOf(fromOf(fields));
  const names = namesToSign(fields);
  const text = signedText(fields, names);
  const bodyHash = createHash('sha256').update(relaxedBody(body), 'latin1').digest('base64');
  const signatures = await Promise.all(
    keys.map(async (key) => {
      const unsigned = unsignedField({ ...key, domain, at, names, bodyHash });
      const own = relaxedField({ name: 'dkim-signature', raw: unsigned });
      return signedField(unsigned, await signText(key, text + own));
    }),
  );
  return Buffer.concat([Buffer.from(signatures.join(''), 'latin1'), raw]);
}

/** A message with two is not ours, and one of them would go unread. */
function fromOf(fields: readonly Field[]): Field {
  const [from, second] = fields.filter(({ name }) => name === 'from');
  if (from !== undefined && second === undefined) return from;
  throw new AppError('invalid', 'a message without exactly one From cannot be signed');
}

/** An address ends its field: `… <ali@blog.example>`. */
function domainOf(from: Field): string {
  const [, domain] = /@([A-Za-z0-9.-]+)>?\s*$/.exec(from.raw) ?? [];
  if (domain !== undefined) return domain.toLowerCase();
  throw new AppError('invalid', 'a message whose From has no domain cannot be signed');
}

/** On a thread of libuv's pool (see docs/decisions/005-dkim.md). */
function signText({ algorithm, privateKey, selector }: DkimKey, text: string): Promise<Buffer> {
  const octets = Buffer.from(text, 'latin1');
  // RFC 8463 3: Ed25519 signs the hash; RSA hashes by itself.
  const [digest, signed] =
    algorithm === 'rsa'
      ? (['sha256', octets] as const)
      : ([null, createHash('sha256').update(octets).digest()] as const);
  return new Promise((resolve, reject) => {
    sign(digest, signed, privateKey, (cause, signature) => {
      if (cause === null) resolve(signature);
      else reject(new Error(`the DKIM key ${selector} could not sign`, { cause }));
    });
  });
}
