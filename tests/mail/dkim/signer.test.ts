import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { partMessage } from '../../../src/mail/dkim/canonical.ts';
import { openSigner, signRaw } from '../../../src/mail/dkim/signer.ts';
import { type Verdict, verifySignatures } from '../../../src/mail/dkim/verify.ts';
import { OPENED_AT } from '../views.ts';
import { DOMAIN, KEYS, RECORDS, recordsOf } from './keys-for-tests.ts';
import { editionMails, singleMails } from './real-mails.ts';

const signer = openSigner(KEYS, null);

function verdictsOn(raw: Buffer, records = RECORDS): readonly Verdict[] {
  return verifySignatures(raw, (name) => records.get(name) ?? null);
}

function faultsIn(raw: Buffer): (string | null)[] {
  return verdictsOn(raw).map(({ fault }) => fault);
}

async function signEdition(): Promise<{ raw: Buffer; signed: Buffer }> {
  const [mail] = await editionMails();
  if (mail === undefined) throw new Error('no mail');
  return { raw: mail.raw, signed: await signRaw(signer, mail.raw, OPENED_AT) };
}

describe('a signed message', () => {
  it('is the message as it was, with a signature that holds for each key in front', async () => {
    for (const { raw } of [...(await editionMails()), ...(await singleMails())]) {
      const signed = await signRaw(signer, raw, OPENED_AT);
      expect(signed.subarray(-raw.length).equals(raw)).toBe(true);
      expect(verdictsOn(signed).map(({ selector, domain, fault }) => [selector, domain, fault])).toEqual([
        ['fortnight-rsa', DOMAIN, null],
        ['fortnight-ed25519', DOMAIN, null],
      ]);
    }
  });

  it('is the same on every retry', async () => {
    const { raw, signed } = await signEdition();
    expect((await signRaw(signer, raw, OPENED_AT)).equals(signed)).toBe(true);
    expect((await signRaw(signer, raw, OPENED_AT + 1_000)).equals(signed)).toBe(false);
  });

  it('covers every field of an edition, those of RFC 8058 among them', async () => {
    const { raw, signed } = await signEdition();
    const fields = new Set(partMessage(raw).fields.map(({ name }) => name));
    for (const { names } of verdictsOn(signed)) {
      expect(new Set(names)).toEqual(fields);
      expect(names).toEqual(
        expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post', 'feedback-id']),
      );
    }
  });

  it('covers every field of a single mail, whether it can be unsubscribed from or not', async () => {
    for (const { raw } of await singleMails()) {
      const fields = new Set(partMessage(raw).fields.map(({ name }) => name));
      const [verdict] = verdictsOn(await signRaw(signer, raw, OPENED_AT));
      expect(new Set(verdict?.names)).toEqual(fields);
    }
  });

  it('says when it was signed, in seconds, and claims neither a length nor an identity', async () => {
    const { signed } = await signEdition();
    for (const { raw } of signatureFields(signed)) {
      expect(raw).toContain(` t=${OPENED_AT / 1_000};`);
      expect(raw).not.toMatch(/[;\s][lix]=/);
    }
  });

  it('has no line over 76 characters in its signatures, save for a domain that is longer', async () => {
    const { signed } = await signEdition();
    for (const { raw } of signatureFields(signed))
      for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76);
    const long = `${'a'.repeat(60)}.${'b'.repeat(60)}.example`;
    const raw = await signRaw(openSigner(KEYS, long), Buffer.from('From: a@b.example\r\n\r\n'), OPENED_AT);
    expect(signatureFields(raw)[0]?.raw).toContain(`\r\n d=${long};\r\n`);
    const records = recordsOf(KEYS, long);
    expect(verdictsOn(raw, records).map(({ fault }) => fault)).toEqual([null, null]);
  });

  it('need not have a body, or any field but From', async () => {
    for (const text of ['From: a@blog.example\r\n\r\n', 'From: a@blog.example\r\n', 'From: a@blog.example']) {
      const signed = await signRaw(signer, Buffer.from(text), OPENED_AT);
      expect(faultsIn(signed)).toEqual([null, null]);
    }
  });
});

describe('a signature no longer holds', () => {
  it('when any one octet of the message is another', async () => {
    const { raw, signed } = await signEdition();
    const start = signed.length - raw.length;
    const change = fc.record({
      at: fc.nat(raw.length - 1).filter((at) => !isBlank(raw[at] ?? 0)),
      to: fc.integer({ min: 0x21, max: 0x7e }),
    });
    fc.assert(
      fc.property(change, ({ at, to }) => {
        const changed = Buffer.from(signed);
        changed[start + at] = to;
        // A field's name counts in either case (RFC 6376 3.4.2).
        fc.pre(raw.toString('latin1', at, at + 1).toLowerCase() !== String.fromCharCode(to).toLowerCase());
        expect(faultsIn(changed)).not.toContain(null);
      }),
      { seed: 8, numRuns: 500 },
    );
  });

  it('when any one character of the signature field itself is another', async () => {
    const { signed } = await signEdition();
    const length = signatureFields(signed)[0]?.raw.length ?? 0;
    expect(length).toBeGreaterThan(344);
    // The last three characters of base64 have bits that nobody reads.
    for (let at = 'DKIM-Signature:'.length; at < length - 3; at += 1) {
      if (isBlank(signed[at] ?? 0)) continue;
      const changed = Buffer.from(signed);
      changed[at] = changed[at] === 0x39 ? 0x38 : 0x39;
      expect(faultsIn(changed)[0]).not.toBeNull();
    }
  });

  it.each([
    ['text after the end', (text: string) => `${text}more\r\n`],
    ['a second From', (text: string) => `From: eve@evil.example\r\n${text}`],
    ['a second Subject', (text: string) => text.replace('\r\n\r\n', '\r\nSubject: buy\r\n\r\n')],
    ['a second Reply-To', (text: string) => `Reply-To: eve@evil.example\r\n${text}`],
    ['a second way out', (text: string) => `List-Unsubscribe: <https://evil.example>\r\n${text}`],
    ['a field taken away', (text: string) => text.replace(/\r\nList-Unsubscribe-Post: .*/, '')],
    ['two lines made one', (text: string) => text.replace(/(\r\n\r\n[^\r]*)\r\n/, '$1')],
  ])('with %s', async (_what, change) => {
    const { signed } = await signEdition();
    const text = signed.toString('latin1');
    expect(change(text)).not.toBe(text);
    expect(faultsIn(Buffer.from(change(text), 'latin1'))).not.toContain(null);
  });

  it('under another key of that name', async () => {
    const { signed } = await signEdition();
    const others = new Map(
      [...RECORDS].map(([name]) => [
        name,
        [...RECORDS.values()].find((value) => value !== RECORDS.get(name)) ?? '',
      ]),
    );
    expect(verdictsOn(signed, others).map(({ fault }) => fault)).not.toContain(null);
    expect(verdictsOn(signed, new Map()).map(({ fault }) => fault)).toEqual(
      Array(2).fill('there is no record of its key'),
    );
  });
});

describe('but it does hold', () => {
  it('with what a relay puts on top, with fields folded anew, and with blank lines at the end', async () => {
    const { signed } = await signEdition();
    const text = signed
      .toString('latin1')
      .replace(/^Subject: /m, 'SUBJECT:\t  ')
      .replace(/^List-Owner: /m, 'List-Owner:\r\n ');
    const relayed = `Received: from here\r\n by there\r\nX-Spam: no\r\n${text}\r\n \r\n`;
    expect(faultsIn(Buffer.from(relayed, 'latin1'))).toEqual([null, null]);
  });
});

describe('a message that cannot be signed', () => {
  it.each([
    ['has no From', 'Subject: Hi\r\n\r\n'],
    ['has two', 'From: a@blog.example\r\nFrom: b@blog.example\r\n\r\n'],
    ['has no domain in it', 'From: undisclosed\r\n\r\n'],
  ])('is refused when it %s', async (_what, text) => {
    const refused = signRaw(signer, Buffer.from(text), OPENED_AT);
    await expect(refused).rejects.toSatisfy((error) => error instanceof AppError && error.code === 'invalid');
  });

  it('is refused when one of its keys fails, even if the other does not', async () => {
    // A key agreement key cannot sign: the failure comes from the thread.
    const { privateKey } = generateKeyPairSync('x25519');
    const [rsa] = KEYS;
    if (rsa === undefined) throw new Error('no key');
    const broken = openSigner([rsa, { selector: 'broken', algorithm: 'ed25519', privateKey }], null);
    const refused = signRaw(broken, Buffer.from('From: a@blog.example\r\n\r\n'), OPENED_AT);
    await expect(refused).rejects.toThrow('the DKIM key broken could not sign');
  });

  it('is refused by a signer without keys before there is any', () => {
    expect(() => openSigner([], null)).toThrow('needs a key');
  });
});

function signatureFields(raw: Buffer) {
  return partMessage(raw).fields.filter(({ name }) => name === 'dkim-signature');
}

function isBlank(octet: number): boolean {
  return [0x20, 0x09, 0x0d, 0x0a].includes(octet);
}
