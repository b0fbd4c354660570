import { beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '../../../src/core/clock.ts';
import type { InboundId } from '../../../src/domain/inbound/kept-mail.ts';
import type { SubscriberId } from '../../../src/domain/readers/subscriber.ts';
import type { AppliedMail, NewInboundMail } from '../../../src/store/inbound-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { addActiveReaders, address, hashOf, T0 } from '../../support/stores.ts';
import type { OpenSubject } from '../contract.ts';

const ALICE = 'alice@example.org';
const RAW = Buffer.from(`Subject: hi\r\n\r\n${'words '.repeat(10_000)}\xff\0`, 'latin1');
const NOTED: AppliedMail = { outcome: 'noted', reader: null, passOn: null };

/** Mails that came in. */
export function inboundContract(open: OpenSubject): void {
  let store: Store;
  let alice: SubscriberId;
  beforeEach(async () => {
    store = (await open()).store;
    const [id] = await addActiveReaders(store, [ALICE]);
    if (id === undefined) throw new Error('no Alice');
    alice = id;
  });

  function mail(name: string, change: Partial<NewInboundMail> = {}): NewInboundMail {
    return {
      fingerprint: name,
      way: 'lmtp',
      envelope: { from: ALICE, to: ['hello@example.net'] },
      from: ALICE,
      subject: name,
      senderHash: hashOf(ALICE),
      classified: { kind: 'human', format: 'plain', recipients: [] },
      intent: 'person',
      raw: RAW,
      ...change,
    };
  }

  async function keep(name: string, change: Partial<NewInboundMail> = {}, at = T0): Promise<InboundId> {
    const id = await store.keepInbound(mail(name, change), at);
    if (id === null) throw new Error(`${name} came before`);
    return id;
  }

  describe('a mail that came in', () => {
    it('is kept to the octet, once', async () => {
      const id = await keep('one');
      expect(await store.keepInbound(mail('one', { way: 'imap' }), T0 + 1)).toBeNull();
      expect(await store.inboundRaw(id)).toEqual(RAW);
      expect(await store.inboundMail(id)).toMatchObject({
        ...{ id, way: 'lmtp', receivedAt: T0, size: RAW.length, subject: 'one', intent: 'person' },
        state: { kind: 'received' },
      });
    });

    it('is listed newest first, a page at a time, also by its kind', async () => {
      const bounce = { classified: { kind: 'bounce', format: 'dsn', recipients: [] } } as const;
      const ids = [await keep('a'), await keep('b', bounce), await keep('c')];
      expect((await store.inboundMails(null, null, 2)).map(({ id }) => id)).toEqual([ids[2], ids[1]]);
      expect((await store.inboundMails(null, ids[1] ?? null, 2)).map(({ id }) => id)).toEqual([ids[0]]);
      expect((await store.inboundMails('bounce', null, 9)).map(({ subject }) => subject)).toEqual(['b']);
    });

    it('is applied once, with the mail that follows from it', async () => {
      const id = await keep('one');
      const content = { kind: 'forward', inbound: id } as const;
      const passOn = {
        as: 'forwarded',
        mail: { key: `forward:${id}`, to: address(ALICE), content },
      } as const;
      const before = (await store.countMails()).queued;
      expect(await store.settleInbound(id, { outcome: 'person', reader: alice, passOn }, T0 + 5)).toBe(true);
      expect(await store.settleInbound(id, NOTED, T0 + 6)).toBe(false);
      expect((await store.inboundMail(id))?.state).toEqual({
        ...{ kind: 'applied', at: T0 + 5, outcome: 'person', passedOn: 'forwarded', reader: alice },
      });
      expect((await store.countMails()).queued).toBe(before + 1);
      expect(await store.events(1)).toMatchObject([{ kind: 'inbound.applied', subject: `inbound:${id}` }]);
    });

    it('waits again when it is opened again, and keeps that it was passed on', async () => {
      const id = await keep('one');
      const content = { kind: 'forward', inbound: id } as const;
      const passOn = { as: 'forwarded', mail: { key: 'f', to: address(ALICE), content } } as const;
      await store.settleInbound(id, { outcome: 'person', reader: null, passOn }, T0);
      const classified = { kind: 'command', format: 'plain', recipients: [] } as const;
      expect(await store.reopenInbound(id, { classified, intent: 'leave' })).toBe(true);
      expect(await store.unappliedInbound(null, 9)).toEqual([id]);
      await store.settleInbound(id, { outcome: 'person', reader: null, passOn }, T0 + 1);
      expect(await store.inboundMail(id)).toMatchObject({
        ...{ classified, intent: 'leave', state: { outcome: 'person', passedOn: 'forwarded' } },
      });
    });

    it('is left alone after so many faults', async () => {
      const id = await keep('one');
      await store.noteInboundFault(id, 2, T0);
      expect(await store.countInbound()).toEqual({ kept: 1, waiting: 1, failed: 0, aboutNobody: 0 });
      await store.noteInboundFault(id, 2, T0);
      expect(await store.countInbound()).toEqual({ kept: 1, waiting: 0, failed: 1, aboutNobody: 0 });
    });

    it('is forgotten in its time, the oldest first, but not that it came', async () => {
      const [first, second] = [await keep('one'), await keep('two', {}, T0 + DAY)];
      expect(await store.forgetInbound(T0, 9)).toBe(0);
      expect(await store.forgetInbound(T0 + 2 * DAY, 1)).toBe(1);
      expect([await store.inboundRaw(first), await store.inboundMail(second)]).toMatchObject([
        null,
        { subject: 'two' },
      ]);
      expect(await store.keepInbound(mail('one'), T0 + 9 * DAY)).toBeNull();
    });
  });

  it('a reader’s data has the mails from them, and those about them; an erasure forgets both', async () => {
    await keep('from her');
    const about = await keep('about her', { senderHash: null });
    await keep('of somebody else', { senderHash: hashOf('bob@example.net') });
    await store.settleInbound(about, { outcome: 'bounced', reader: alice, passOn: null }, T0);
    expect((await store.storedAbout(alice))?.inbound).toEqual([
      { at: T0, way: 'lmtp', subject: 'from her', kind: 'human', outcome: null },
      { at: T0, way: 'lmtp', subject: 'about her', kind: 'human', outcome: 'bounced' },
    ]);
    await store.erase(alice, T0 + 1);
    expect((await store.inboundMails(null, null, 9)).map(({ subject }) => subject)).toEqual([
      'of somebody else',
    ]);
  });
}
