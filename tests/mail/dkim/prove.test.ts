import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { type DkimKey, makeKey, parseKeys } from '../../../src/mail/dkim/keys.ts';
import { proveSigner } from '../../../src/mail/dkim/prove.ts';
import { type MailSigner, openSigner } from '../../../src/mail/dkim/signer.ts';
import { OPENED_AT } from '../views.ts';
import { KEYS } from './keys-for-tests.ts';

const [rsa] = KEYS;

function prove(signer: MailSigner, domain: string | null = null): Promise<void> {
  return proveSigner(signer, KEYS, domain, OPENED_AT);
}

describe('the probe at start', () => {
  it('finds nothing wrong with a signer that signs', async () => {
    await prove(openSigner(KEYS, null));
    await prove(openSigner(KEYS, 'mail.blog.example'), 'mail.blog.example');
  });

  const x25519: DkimKey = {
    selector: 'fortnight-ed25519',
    algorithm: 'ed25519',
    privateKey: generateKeyPairSync('x25519').privateKey,
  };

  it.each([
    [
      'signs with another key',
      async () => openSigner([await otherRsa(), ...KEYS.slice(1)], null),
      'does not hold',
    ],
    ['leaves one out', async () => openSigner(rsa === undefined ? [] : [rsa], null), 'it is missing'],
    ['lets the message go unsigned', async () => ({ signatures: async () => '' }), 'it is missing'],
    ['signs another body', async () => breaking(openSigner(KEYS, null)), 'the body was changed'],
    ['cannot use its key', async () => openSigner([x25519], null), 'could not sign'],
  ])('stops a signer that %s', async (_what, open, words) => {
    const refused = prove(await open());
    await expect(refused).rejects.toSatisfy(
      (error) => error instanceof AppError && error.code === 'configuration',
    );
    await expect(refused).rejects.toThrow(words);
  });
});

async function otherRsa(): Promise<DkimKey> {
  const [key] = parseKeys([{ selector: 'fortnight-rsa', pem: await makeKey('rsa'), file: 'other.pem' }]);
  if (key === undefined) throw new Error('no key');
  return key;
}

function breaking(signer: MailSigner): MailSigner {
  return {
    signatures: (message, at) =>
      signer.signatures({ ...message, relaxedBody: [...message.relaxedBody, '--\r\n'] }, at),
  };
}
