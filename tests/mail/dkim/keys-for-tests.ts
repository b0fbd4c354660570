import { generateKeyPairSync } from 'node:crypto';
import { type DkimKey, parseKeys } from '../../../src/mail/dkim/keys.ts';
import { dnsRecord } from '../../../src/mail/dkim/record.ts';

export const DOMAIN = 'blog.example';

const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const { privateKey: ed25519 } = generateKeyPairSync('ed25519');

export const RSA_PEM = rsa.export({ type: 'pkcs8', format: 'pem' }).toString();
export const RSA_PKCS1_PEM = rsa.export({ type: 'pkcs1', format: 'pem' }).toString();
export const ED25519_PEM = ed25519.export({ type: 'pkcs8', format: 'pem' }).toString();

/** One of each, made anew in each run. */
export const KEYS: readonly DkimKey[] = parseKeys([
  { selector: 'fortnight-rsa', pem: RSA_PEM, file: 'fortnight-rsa.pem' },
  { selector: 'fortnight-ed25519', pem: ED25519_PEM, file: 'fortnight-ed25519.pem' },
]);

/** What their owner publishes: texts by name. */
export const RECORDS: ReadonlyMap<string, string> = recordsOf(KEYS, DOMAIN);

export function recordsOf(keys: readonly DkimKey[], domain: string): ReadonlyMap<string, string> {
  return new Map(
    keys.map((key) => {
      const { name, value } = dnsRecord(key, domain);
      return [name, value];
    }),
  );
}
