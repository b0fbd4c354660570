import type { App } from '../../app/context.ts';
import { type EmailAddress, uniqueForm } from '../../core/email-address.ts';
import { keyedHash } from '../../core/keyring.ts';
import type { ImportedReader } from '../../domain/readers/import/imported.ts';
import type { SubscriberId } from '../../domain/readers/subscriber.ts';
import type { Chance } from '../world/chance.ts';

const NAMES = [
  'Alice',
  'Bo',
  'Çelik',
  'Dana',
  'Émile',
  'Fu',
  'Grace',
  'Håkon',
  'Ines',
  'Jörg',
  'Kit',
  '美咲',
];
const DOMAINS = [
  'mail.example',
  'post.example',
  'inbox.example',
  'corp.example',
  'uni.example',
  'home.example',
];

/** In one transaction. */
const CHUNK = 1_000;

/** Made-up people, by number: the same number is the same reader. Their domains are reserved (RFC 2606) and lead nowhere. */
export function madeUpReader(
  number: number,
  chance: Chance,
): { readonly address: EmailAddress; readonly name: string | null } {
  const own = chance.fork(`reader ${number}`);
  const domain = own.pick(DOMAINS) ?? 'mail.example';
  const address = `reader-${number}@${domain}` as EmailAddress; // of the form that `parseEmailAddress` asks for
  return { address, name: own.hits(0.4) ? own.pick(NAMES) : null };
}

/** Forgets every reader there is and takes in so many made-up ones. */
export async function replaceReaders(app: App, count: number, chance: Chance): Promise<void> {
  await eraseAll(app);
  for (let first = 1; first <= count; first += CHUNK) {
    const size = Math.min(CHUNK, count - first + 1);
    const rows = Array.from({ length: size }, (_, index) => rowOf(app, first + index, chance));
    await app.store.importSubscribers(rows, app.clock.now());
  }
}

/** By the verb that authors use, so that what old ledgers say about them stays. */
async function eraseAll(app: App): Promise<void> {
  for (let after: SubscriberId | null = null; ; ) {
    const readers = await app.store.subscribers(null, after, CHUNK);
    for (const { id } of readers) await app.store.erase(id, app.clock.now());
    const last = readers.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

function rowOf(app: App, number: number, chance: Chance): ImportedReader {
  const { address, name } = madeUpReader(number, chance);
  const at = app.clock.now();
  return {
    address,
    addressHash: keyedHash(app.keyring, uniqueForm(address)),
    name,
    createdAt: null,
    state: { kind: 'active', at: null },
    suppression: null,
    consent: { door: 'import', wording: 'a rehearsal', formVersion: 'rehearsal', at },
    confirmedAt: null,
  };
}
