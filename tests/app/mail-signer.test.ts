import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/app/config.ts';
import { openMailSigner } from '../../src/app/mail-signer.ts';
import { AppError } from '../../src/core/errors.ts';
import { type MailSigner, signRaw } from '../../src/mail/dkim/signer.ts';
import { verifySignatures } from '../../src/mail/dkim/verify.ts';
import { ED25519_PEM, RECORDS, RSA_PEM } from '../mail/dkim/keys-for-tests.ts';
import { editionMails } from '../mail/dkim/real-mails.ts';
import { OPENED_AT } from '../mail/views.ts';
import { temporaryFolder } from '../support/stores.ts';

const BOTH = 'fortnight-rsa.pem,fortnight-ed25519.pem';

let root: string;
let warned: string[];

beforeEach(() => {
  root = temporaryFolder();
  warned = [];
  write('fortnight-rsa.pem', RSA_PEM);
  write('fortnight-ed25519.pem', ED25519_PEM);
});

function write(name: string, text: string, mode = 0o600): void {
  writeFileSync(join(root, name), text);
  chmodSync(join(root, name), mode);
}

function open(keys: string | null): Promise<MailSigner | null> {
  const { dkim } = readConfig(keys === null ? {} : { DKIM_KEY: keys }, root);
  const log = { info: () => {}, warn: (words: string) => void warned.push(words), error: () => {} };
  return openMailSigner(dkim, OPENED_AT, log);
}

describe('the signer that the configuration asks for', () => {
  it('is none without keys', async () => {
    expect(await open(null)).toBeNull();
  });

  it('signs with every key, for the domain of the From address', async () => {
    const signer = await open(BOTH);
    const [mail] = await editionMails();
    if (signer === null || mail === undefined) throw new Error('nothing to sign with');
    const verdicts = verifySignatures(
      await signRaw(signer, mail.raw, OPENED_AT),
      (name) => RECORDS.get(name) ?? null,
    );
    expect(verdicts.map(({ domain, fault }) => [domain, fault])).toEqual(
      Array(2).fill(['blog.example', null]),
    );
    expect(warned).toEqual([]);
  });

  it.each([
    ['its group', 0o640],
    ['everybody', 0o604],
  ])('is opened with a warning when %s may read a key', async (_who, mode) => {
    write('fortnight-rsa.pem', RSA_PEM, mode);
    expect(await open(BOTH)).not.toBeNull();
    expect(warned).toEqual([expect.stringContaining(`chmod 600 ${join(root, 'fortnight-rsa.pem')}`)]);
  });

  it.each([
    ['is missing', 'nowhere.pem', 'there is no key file'],
    ['is a folder', 'folder.pem', 'cannot be read'],
    ['holds no key', 'empty.pem', 'is no PEM file'],
    ['comes twice', 'fortnight-rsa.pem,again=fortnight-rsa.pem', 'the same algorithm'],
  ])('is not opened when a key %s: nothing may go unsigned', async (_what, keys, words) => {
    mkdirSync(join(root, 'folder.pem'));
    write('empty.pem', '\n');
    const refused = open(keys);
    await expect(refused).rejects.toSatisfy(
      (error) => error instanceof AppError && error.code === 'configuration',
    );
    await expect(refused).rejects.toThrow(words);
  });
});
