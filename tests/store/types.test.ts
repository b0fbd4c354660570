import { describe, expect, it } from 'vitest';
import type { EmailAddress } from '../../src/core/email-address.ts';
import { type ActiveSubscriber, isActive } from '../../src/domain/readers/subscriber.ts';
import { addActiveReaders, addPendingReader, openTestStore, readerAt } from '../support/stores.ts';

/** What must not compile: the compiler checks these, the test keeps them in the suite. */
describe('the types', () => {
  it('take no raw string for an address', () => {
    // @ts-expect-error a raw string was parsed by nobody
    const raw: EmailAddress = 'alice@example.org';
    expect(raw).toBe('alice@example.org');
  });

  it('take no pending reader where an edition may be sent', async () => {
    const { store } = await openTestStore();
    await addPendingReader(store, 'bob@example.org');
    const bob = await readerAt(store, 'bob@example.org');
    // @ts-expect-error a reader is active only when `isActive` said so
    const unchecked: ActiveSubscriber = bob;
    expect(isActive(unchecked)).toBe(false);
    await addActiveReaders(store, ['alice@example.org']);
    const alice = await readerAt(store, 'alice@example.org');
    const checked: ActiveSubscriber | null = isActive(alice) ? alice : null;
    expect(checked?.state.kind).toBe('active');
  });
});
