import { expect, test } from 'vitest';
import { run } from '../support/command-line.ts';
import { openTestApp } from '../support/test-app.ts';

async function status(environment: Readonly<Record<string, string>>): Promise<string> {
  return (await run(await openTestApp({ environment }), ['status'])).out;
}

const KEYS = { DKIM_KEY: 'data/dkim/fortnight-rsa.pem,data/dkim/fortnight-ed25519.pem' };

test('status says who signs', async () => {
  const out = await status(KEYS);
  expect(out).toContain('Signed     every mail, by fortnight-rsa and fortnight-ed25519 for example.com\n');
  expect(out).not.toContain('DMARC');
});

test('status warns of a signing domain that DMARC would not count', async () => {
  const out = await status({ ...KEYS, DKIM_DOMAIN: 'relay.test' });
  expect(out).toContain('for relay.test\n');
  expect(out).toContain(
    'DMARC does not count it, as From is of example.com: unset DKIM_DOMAIN, or set it to that',
  );
});

test('status says nothing of signatures without a key', async () => {
  expect(await status({})).not.toContain('Signed');
});
