import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadDkimKeys } from '../../../src/app/load-dkim-keys.ts';
import { makeDkimKeys } from '../../../src/app/make-dkim-keys.ts';
import { verifySignatures } from '../../../src/mail/dkim/verify.ts';
import { listMailbox } from '../../../src/mail/mailbox/mailbox-files.ts';
import { readMailboxMessage } from '../../../src/mail/mailbox/read-message.ts';
import { signingRelay } from '../../../src/mail/relay/signing-relay.ts';
import { recordsOf } from '../../mail/dkim/keys-for-tests.ts';
import { ledgerOf, sendAll } from '../../support/post-office.ts';
import { ALICE, addActive } from '../../support/readers.ts';
import { temporaryFolder } from '../../support/stores.ts';
import { openTestApp, type TestApp } from '../../support/test-app.ts';

const EDITION = 'regular:pacelc';

async function houseThatSigns(): Promise<{ house: TestApp; files: string }> {
  const files = (await makeDkimKeys(temporaryFolder(), 'fortnight')).map(({ file }) => file).join(',');
  const house = await openTestApp({
    calendar: { email: { approval: 'none' } },
    environment: { DKIM_KEY: files },
  });
  await addActive(house.app, ALICE);
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await house.tickAt('2026-12-08T11:00:00-08:00');
  return { house, files };
}

test('with keys in the configuration every mail is signed by both, editions and single mails alike', async () => {
  const { house } = await houseThatSigns();
  await sendAll(house.app);
  const { dkim } = house.app.config;
  if (dkim === null) throw new Error('no key is configured');
  const { keys } = await loadDkimKeys(dkim);
  const records = recordsOf(keys, 'example.com');
  const ids = await listMailbox(house.app.workspace.mailboxFolder, { limit: 100 });
  expect(ids.map(({ subject }) => subject)).toContain('After CAP');
  expect(ids.length).toBeGreaterThan(2);
  for (const { id } of ids) {
    const { source } = await readMailboxMessage(house.app.workspace.mailboxFolder, id);
    const verdicts = verifySignatures(source, (name) => records.get(name) ?? null);
    expect(verdicts.map(({ selector, fault }) => ({ selector, fault }))).toEqual([
      { selector: 'fortnight-rsa', fault: null },
      { selector: 'fortnight-ed25519', fault: null },
    ]);
  }
});

test('with a key that is gone nothing leaves at all', async () => {
  const { house, files } = await houseThatSigns();
  for (const file of files.split(',')) rmSync(file);
  await expect(sendAll(house.app)).rejects.toMatchObject({ code: 'configuration' });
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 1, queued: 1 });
});

test('a signature that cannot be made keeps the mail back, and is no fault of its reader', async () => {
  const { house } = await houseThatSigns();
  const signer = { signatures: () => Promise.reject(new Error('the key broke')) };
  const relays = async () =>
    (await house.app.relays()).map((relay) => ({
      ...relay,
      bulk: signingRelay(relay.bulk, signer, house.clock),
    }));
  const report = await sendAll({ ...house.app, relays });
  expect(report.relayFault).toEqual({ kind: 'signing', detail: 'the key broke' });
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 1, queued: 1 });
});
