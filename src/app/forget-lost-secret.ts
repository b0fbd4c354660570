import { setImmediate } from 'node:timers/promises';
import { uniqueForm } from '../core/email-address.ts';
import { keyedHash } from '../core/keyring.ts';
import { isKeyOf, markOf } from './address-key.ts';
import type { App } from './context.ts';

/** Readers hashed in one transaction. */
const CHUNK = 500;

/** What the loss of the first secret comes to. */
export interface LostSecret {
  /** Whose addresses are still known: these can be hashed anew, with what is noted about them. */
  readonly readers: number;
  /** Suppressions of nobody who is known: which addresses they meant, nobody can tell any more. */
  readonly suppressions: number;
}

/** What would be lost; null when nothing is, as the secret is the one that addresses are hashed with. */
export async function lookAtLostSecret(app: App): Promise<LostSecret | null> {
  if (isKeyOf(await app.store.addressKeyState(), app.keyring)) return null;
  return tollOf(app);
}

/**
 * Hashes all addresses that are still known with the secret there is now, a chunk at a time. After a kill, or the signal, the next call goes on.
 * @returns what it came to; null when the signal came first
 */
export async function forgetLostSecret(app: App, stop: AbortSignal): Promise<LostSecret | null> {
  await app.store.beginRehash(markOf(app.keyring));
  for (;;) {
    const readers = await app.store.readersToRehash(CHUNK);
    if (readers.length === 0) break;
    await app.store.rehash(
      readers.map(({ id, address }) => ({ id, addressHash: keyedHash(app.keyring, uniqueForm(address)) })),
    );
    await setImmediate();
    if (stop.aborted) return null;
  }
  await app.store.endRehash(app.clock.now());
  return tollOf(app);
}

async function tollOf({ store }: App): Promise<LostSecret> {
  const { readers, ofNobody } = await store.countHashed();
  return { readers, suppressions: ofNobody };
}
