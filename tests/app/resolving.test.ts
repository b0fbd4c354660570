import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { resolveFromLog } from '../../src/app/resolve-from-log.ts';
import { resolveUncertain } from '../../src/app/resolve-uncertain.ts';
import { ourMessageId } from '../../src/app/sender.ts';
import { settleByEvidence } from '../../src/app/settle-by-evidence.ts';
import { applyUncertainPolicy } from '../../src/app/uncertain-policy.ts';
import { HOUR } from '../../src/core/clock.ts';
import type { EditionId } from '../../src/domain/deliveries/delivery.ts';
import { linesOf } from '../../src/workspace/long-file.ts';
import { faultyRelay } from '../support/faulty-relay.ts';
import { EDITION, leaveUncertain, openMailing } from '../support/mailing.ts';
import { ledgerOf, mailsTo, sendAll } from '../support/post-office.ts';
import { editionAt, readerAt } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';

const READER = 'reader1@example.org';

async function messageIdTo({ app }: TestApp, address: string): Promise<string> {
  const { id } = await editionAt(app.store, EDITION);
  return ourMessageId(app, 'e', id, (await readerAt(app.store, address)).id);
}

test('what is counted as sent by the author is not mailed again', async () => {
  const house = await openMailing({ readers: 3 });
  await leaveUncertain(house, 2);
  expect(await resolveUncertain(house.app, EDITION, 'sent', [])).toMatchObject({ resolved: 2 });
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 3, sent: 3 });
  expect(await mailsTo(house.app, READER)).toEqual([]);
});

test('what is sent once more has the same Message-ID, and an edition that was complete goes on for it', async () => {
  const house = await openMailing({ readers: 2 });
  await leaveUncertain(house, 2);
  await sendAll(house.app);
  expect((await editionAt(house.app.store, EDITION)).state.kind).toBe('complete');
  await resolveUncertain(house.app, EDITION, 'resend', [READER]);
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 2, sent: 1, uncertain: 1 });
  const [mail] = await mailsTo(house.app, READER);
  const id = mail?.headers.find(({ key }) => key === 'message-id')?.value;
  expect(id).toBe(await messageIdTo(house, READER));
});

test('nothing of a cancelled edition is sent once more', async () => {
  const house = await openMailing({ readers: 1 });
  await leaveUncertain(house, 1);
  const { id } = await editionAt(house.app.store, EDITION);
  await house.app.store.cancelEdition(id, house.clock.now());
  await expect(resolveUncertain(house.app, EDITION, 'resend', [])).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await resolveUncertain(house.app, EDITION, 'sent', [])).toMatchObject({ resolved: 1 });
});

test('a Message-ID of ours seen outside settles what was uncertain, once, and says where it was seen', async () => {
  const house = await openMailing({ readers: 2 });
  await leaveUncertain(house, 1);
  const messageId = await messageIdTo(house, READER);
  expect(await settleByEvidence(house.app, messageId, 'a reply')).toMatchObject({ kind: 'settled' });
  expect(await settleByEvidence(house.app, messageId, 'a reply')).toMatchObject({ kind: 'certain' });
  const delivery = await house.app.store.deliveryTo(
    (await editionAt(house.app.store, EDITION)).id,
    (await readerAt(house.app.store, READER)).id,
  );
  expect(delivery?.state.kind).toBe('sent');
  const notes = delivery === null ? [] : await house.app.store.deliveryNotes(delivery.id);
  expect(notes.at(-1)).toMatchObject({ by: 'evidence', detail: 'a reply', from: 'uncertain', to: 'sent' });
});

test('a forged, foreign or single mail’s Message-ID settles nothing', async () => {
  const house = await openMailing({ readers: 1 });
  await leaveUncertain(house, 1);
  const messageId = await messageIdTo(house, READER);
  const { id } = await readerAt(house.app.store, READER);
  const ofOtherKinds = [ourMessageId(house.app, 's', 1), ourMessageId(house.app, 't', 1, id)];
  for (const other of [messageId.replace('<e.1.', '<e.2.'), '<x@y>', '', ...ofOtherKinds])
    expect(await settleByEvidence(house.app, other, 'x')).toEqual({ kind: 'none' });
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 1, uncertain: 1 });
});

test('a log settles what it proves and nothing else; a dry run settles nothing', async () => {
  const house = await openMailing({ readers: 4 });
  await leaveUncertain(house, 3);
  const edition = await editionAt(house.app.store, EDITION);
  const log = await Promise.all(
    [1, 2, 3, 4].map(async (reader) => {
      const named = `Dec  8 19:00:01 mx postfix/cleanup[1]: AAAAA${reader}: message-id=${await messageIdTo(house, `reader${reader}@example.org`)}`;
      const active = `Dec  8 19:00:01 mx postfix/qmgr[1]: AAAAA${reader}: from=<a@b>, size=9, nrcpt=1 (queue active)`;
      return reader === 2 ? named : `${named}\n${active}`;
    }),
  );
  const read = async (settle: boolean, of = edition) => {
    const lines = linesOf(Readable.from([Buffer.from(`${log.join('\r\n')}\n`)]));
    const found: string[] = [];
    for await (const { delivery, detail } of resolveFromLog(house.app, of, lines, {
      name: 'mail.log',
      settle,
    }))
      found.push(`${delivery.address} ${detail}`);
    return found;
  };
  const expected = [
    'reader1@example.org mail.log line 2: postfix queue AAAAA1',
    'reader3@example.org mail.log line 5: postfix queue AAAAA3',
  ];
  expect(await read(true, { ...edition, id: (edition.id + 1) as EditionId })).toEqual([]);
  expect(await read(false)).toEqual(expected);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 4, queued: 1, uncertain: 3 });
  expect(await read(true)).toEqual(expected);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 4, queued: 1, uncertain: 1, sent: 2 });
  expect(await read(true)).toEqual([]);
});

test('by default what is uncertain is kept for the author', async () => {
  const house = await openMailing({ readers: 1 });
  await leaveUncertain(house, 1);
  expect(await applyUncertainPolicy(house.app)).toBe(0);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 1, uncertain: 1 });
});

test('with FORTNIGHT_UNCERTAIN=resend it is sent once more in open editions, and noted', async () => {
  const house = await openMailing({ readers: 2, environment: { FORTNIGHT_UNCERTAIN: 'resend' } });
  await leaveUncertain(house, 1);
  const { id } = await editionAt(house.app.store, EDITION);
  await house.app.store.pauseEdition(id, 'author', null, house.clock.now());
  expect(await applyUncertainPolicy(house.app)).toBe(0);
  await house.app.store.resumeEdition(id, house.clock.now());
  expect(await applyUncertainPolicy(house.app)).toBe(1);
  const [delivery] = await house.app.store.deliveries(id, 'queued', null, 1);
  const notes = delivery === undefined ? [] : await house.app.store.deliveryNotes(delivery.id);
  expect(notes.at(-1)).toMatchObject({ to: 'queued', detail: 'FORTNIGHT_UNCERTAIN=resend' });
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 2, sent: 2 });
});

test('but not without end: a relay that never answers is left to the author', async () => {
  const relay = await faultyRelay();
  relay.answer(READER, 'drop');
  relay.answer('reader2@example.org', { code: 451, words: '4.7.1 later' });
  let dots = 0;
  relay.onDot((address) => {
    if (address === READER) dots += 1;
  });
  const environment = { FORTNIGHT_UNCERTAIN: 'resend', SMTP_URL: relay.url };
  const house = await openMailing({ readers: 2, environment });
  for (let round = 0; round < 6; round += 1) {
    await sendAll(house.app);
    // A relay that was at fault is left alone for a while.
    house.clock.advance(HOUR);
    await applyUncertainPolicy(house.app);
  }
  expect([dots, await ledgerOf(house.app, EDITION)]).toEqual([3, { audience: 2, deferred: 1, uncertain: 1 }]);
});
