import { uniqueForm } from '../core/email-address.ts';
import { AppError, never } from '../core/errors.ts';
import { type Keyring, keyedHash } from '../core/keyring.ts';
import type { AddressKeyState } from '../store/address-key-store.ts';
import type { App } from './context.ts';

/** Hashed like an address, and none, as it has no @. */
const MARKED = 'the key of the addresses';

/** What a store notes to know the key of its addresses again: tells nothing about it. */
export function markOf(keyring: Keyring): string {
  return keyedHash(keyring, MARKED);
}

/** Whether this is the key that the addresses in the store are hashed with, as far as that can be told. */
export function isKeyOf(state: AddressKeyState, keyring: Keyring): boolean {
  switch (state.kind) {
    case 'marked':
      return state.mark === markOf(keyring);
    case 'rehashing':
      return false;
    case 'unmarked':
      return state.samples.every(
        ({ address, addressHash }) => keyedHash(keyring, uniqueForm(address)) === addressHash,
      );
    default:
      return never(state);
  }
}

/**
 * Before anything is done with a store: by another secret than the first, addresses that must not be mailed would not be known again, and could
 * be. A store that has never noted its key does so now.
 * @throws AppError `configuration`, and nothing has changed
 */
export async function demandAddressKey({ store, keyring }: Pick<App, 'store' | 'keyring'>): Promise<void> {
  const state = await store.addressKeyState();
  if (state.kind === 'rehashing') throw interrupted();
  if (!isKeyOf(state, keyring)) throw otherSecret();
  // Asked again: another process may have been first, with another secret.
  const kept = state.kind === 'unmarked' ? await store.adoptAddressKey(markOf(keyring)) : state;
  if (!isKeyOf(kept, keyring)) throw otherSecret();
}

/** Before a secret is made where a file should hold one. @throws AppError `configuration` when the store was used with one that is gone */
export async function demandNoSecretYet({ store }: Pick<App, 'store'>, file: string): Promise<void> {
  const state = await store.addressKeyState();
  if (state.kind === 'unmarked' && state.samples.length === 0) return;
  throw new AppError(
    'configuration',
    `the secret is gone: there is no file ${file}, and FORTNIGHT_SECRET is not set`,
    {
      help: `${BY_HASHES}. Give the file back from a backup, or set FORTNIGHT_SECRET to what it was. ${IF_LOST}`,
    },
  );
}

const BY_HASHES =
  'Addresses that must not be mailed are known by hashes under the first secret; under another one they would not be known again, and could be mailed';
const IF_LOST = 'If it is lost for good: `fortnight secret forget-lost`';

function otherSecret(): AppError {
  return new AppError('configuration', 'the addresses in this database were hashed with another secret', {
    help: `${BY_HASHES}. Put the older secret into FORTNIGHT_SECRET_PREVIOUS, the first there ever was at its end, or give the secret file back. ${IF_LOST}`,
  });
}

function interrupted(): AppError {
  return new AppError(
    'configuration',
    'the addresses in this database are being hashed anew, and not all of them are',
    {
      help: 'Wait for `fortnight secret forget-lost` to end; if it was interrupted, run it again, and it goes on.',
    },
  );
}
