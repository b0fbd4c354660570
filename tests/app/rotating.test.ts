import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { confirm, confirmUrl } from '../../src/app/confirm.ts';
import { importSubscribers } from '../../src/app/import-subscribers.ts';
import { retireSecret } from '../../src/app/retire-secret.ts';
import { rotateSecret } from '../../src/app/rotate-secret.ts';
import { ourMessageId } from '../../src/app/sender.ts';
import { copyOf } from '../../src/app/settle-by-evidence.ts';
import { unsubscribe, unsubscribeUrl } from '../../src/app/unsubscribe.ts';
import { HOUR, SECOND } from '../../src/core/clock.ts';
import type { SubscriberId } from '../../src/domain/readers/subscriber.ts';
import { ALICE, addActive, addPending, BOB, CAROL, hashFor, suppressFor } from '../support/readers.ts';
import { address, temporaryFolder } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

let house: TestApp;
let alice: SubscriberId;
beforeEach(async () => {
  house = await openTestApp();
  const [id] = await addActive(house.app, ALICE);
  if (id === undefined) throw new Error('nobody');
  alice = id;
});

async function rotate(): Promise<void> {
  await rotateSecret(house.app.config, house.workspace, house.clock.now());
  house.clock.advance(SECOND);
}

const tokenIn = (url: string): string => url.split('/').at(-1) ?? '';

describe('after a new secret', () => {
  test('the links in old mails work for their life, in the process that was running', async () => {
    const bob = await addPending(house.app, BOB);
    const leave = unsubscribeUrl(house.app, alice);
    const come = confirmUrl(house.app, bob, address(BOB), house.clock.now());
    await rotate();
    expect(unsubscribeUrl(house.app, alice)).not.toBe(leave);
    expect(await confirm(house.app, tokenIn(come))).toBe('confirmed');
    expect(await unsubscribe(house.app, tokenIn(leave), 'page')).not.toBeNull();
    house.clock.advance(73 * HOUR);
    expect(await confirm(house.app, tokenIn(come))).toBe('expired');
  });

  test('a link made by one process is known to another that has been running all along', async () => {
    const web = await house.another();
    await rotate();
    expect(await unsubscribe(web.app, tokenIn(unsubscribeUrl(house.app, alice)), 'page')).not.toBeNull();
  });

  test('a Message-ID that comes back years later is still ours', async () => {
    const messageId = ourMessageId(house.app, 'e', 7, alice);
    for (let turn = 0; turn < 3; turn += 1) await rotate();
    expect(copyOf(house.app, messageId)).toEqual({ edition: 7, subscriber: alice });
    expect(ourMessageId(house.app, 'e', 7, alice)).not.toBe(messageId);
  });

  test('suppressed addresses are known as before, and no import brings them back', async () => {
    await suppressFor(house.app, CAROL);
    const hash = hashFor(house.app, CAROL);
    const first = house.app.keyring.current.id;
    await rotate();
    await retireSecret(house.app.config, house.workspace, first);
    house.clock.advance(SECOND);
    expect(house.app.keyring.keys('undo')).toHaveLength(1);
    expect(hashFor(house.app, CAROL)).toBe(hash);
    const file = join(temporaryFolder(), 'readers.csv');
    await writeFile(file, `email\n${CAROL}\n`);
    const report = await importSubscribers(house.app, {
      file,
      consent: 'elsewhere',
      dryRun: false,
      source: null,
      columns: new Map(),
      unsaid: null,
      rejects: null,
      stop: new AbortController().signal,
      onLayout: () => undefined,
      onProgress: () => undefined,
    });
    expect(report.tally).toMatchObject({ added: 0, suppressed: 1 });
  });

  test('what a retired secret signed is void', async () => {
    const leave = unsubscribeUrl(house.app, alice);
    const first = house.app.keyring.current.id;
    await rotate();
    await retireSecret(house.app.config, house.workspace, first);
    house.clock.advance(SECOND);
    expect(await unsubscribe(house.app, tokenIn(leave), 'page')).toBeNull();
  });
});

describe('secrets in the environment', () => {
  const [NOW, BEFORE] = ['n'.repeat(32), 'b'.repeat(32)];

  test('keep what the previous ones signed, and the hashes of the first', async () => {
    const before = await openTestApp({ environment: { FORTNIGHT_SECRET: BEFORE } });
    const [id = alice] = await addActive(before.app, ALICE);
    const now = await before.another({ FORTNIGHT_SECRET: NOW, FORTNIGHT_SECRET_PREVIOUS: BEFORE });
    expect(await unsubscribe(now.app, tokenIn(unsubscribeUrl(before.app, id)), 'page')).not.toBeNull();
    expect(hashFor(now.app, CAROL)).toBe(hashFor(before.app, CAROL));
  });

  test('are changed by nobody but the author, who is told how', async () => {
    const { app, workspace } = await openTestApp({ environment: { FORTNIGHT_SECRET: NOW } });
    const refused = { code: 'refused', help: expect.stringContaining('FORTNIGHT_SECRET_PREVIOUS') };
    await expect(rotateSecret(app.config, workspace, 0)).rejects.toMatchObject(refused);
    await expect(retireSecret(app.config, workspace, app.keyring.current.id)).rejects.toMatchObject(refused);
  });
});
