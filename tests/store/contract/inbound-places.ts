import { beforeEach, expect, it } from 'vitest';
import type { ContractSubject, OpenSubject } from '../contract.ts';

const NEWS = 'imap:news@imap.example.org:993/INBOX';

/** How far mailboxes were read. */
export function inboundPlacesContract(open: OpenSubject): void {
  let subject: ContractSubject;
  beforeEach(async () => {
    subject = await open();
  });

  it('is not known of a mailbox that was never read', async () => {
    expect(await subject.store.inboundPlace(NEWS)).toBeNull();
  });

  it('is remembered for each mailbox, also after a kill, and by other workers', async () => {
    await subject.store.saveInboundPlace(NEWS, { uidValidity: 4_294_967_295, uid: 7 });
    await subject.store.saveInboundPlace('another', { uidValidity: 1, uid: 0 });
    await subject.store.saveInboundPlace(NEWS, { uidValidity: 12, uid: 3 });
    expect(await subject.another().inboundPlace(NEWS)).toEqual({ uidValidity: 12, uid: 3 });
    const store = await subject.reopen();
    expect(await store.inboundPlace(NEWS)).toEqual({ uidValidity: 12, uid: 3 });
    expect(await store.inboundPlace('another')).toEqual({ uidValidity: 1, uid: 0 });
  });

  it('is no change that others need to look at', async () => {
    const before = await subject.store.revision();
    await subject.store.saveInboundPlace(NEWS, { uidValidity: 1, uid: 1 });
    expect(await subject.store.revision()).toBe(before);
  });
}
