import { createHash, sign } from 'node:crypto';
import type { Instant } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { type Field, fieldsOf, relaxedField } from './canonical.ts';
import type { DkimKey } from './keys.ts';
import { type Signable, signableOf } from './signable.ts';
import { signedField, unsignedField } from './signature-field.ts';
import { namesToSign, signedText } from './signed-fields.ts';

/** Signs messages with every key it was opened with. */
export interface MailSigner {
  /**
   * One DKIM-Signature field a key, each with its CRLF, to stand in front of the message. The same message and instant give the same. The
   * signing itself runs on libuv's threads. Rejects when any of the signatures cannot be made: there are never fewer.
   * @throws AppError `invalid` when the message has not exactly one From, or no domain in it
   */
  signatures(message: Signable, at: Instant): Promise<string>;
}

/**
 * A signer for RFC 6376 and RFC 8463, relaxed/relaxed.
 * @param domain for `d=`; null: that of each message's From address, which is what DMARC wants
 */
export function openSigner(keys: readonly DkimKey[], domain: string | null): MailSigner {
  if (keys.length === 0) throw new Error('a signer needs a key');
  return { signatures: (message, at) => signaturesOf(keys, domain, message, at) };
}

/** The whole message, signed. `raw` has CRLF line ends. */
export async function signRaw(signer: MailSigner, raw: Buffer, at: Instant): Promise<Buffer> {
  const signatures = await signer.signatures(signableOf(raw), at);
  return Buffer.concat([Buffer.from(signatures, 'latin1'), raw]);
}

async function signaturesOf(
  keys: readonly DkimKey[],
  fixedDomain: string | null,
  message: Signable,
  at: Instant,
): Promise<string> {
  const fields = fieldsOf(message.header);
  const domain = fixedDomain ?? domainOf(fromOf(fields));
  const names = namesToSign(fields);
  const text = signedText(fields, names);
  const bodyHash = hashOf(message.relaxedBody);
  const signatures = await Promise.all(
    keys.map(async (key) => {
      const unsigned = unsignedField({ ...key, domain, at, names, bodyHash });
      const own = relaxedField({ name: 'dkim-signature', raw: unsigned });
      return signedField(unsigned, await signText(key, text + own));
    }),
  );
  return signatures.join('');
}

function hashOf(pieces: readonly (Buffer | string)[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) {
    if (typeof piece === 'string') hash.update(piece, 'latin1');
    else hash.update(piece);
  }
  return hash.digest('base64');
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
