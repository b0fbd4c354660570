import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Instant } from '../../src/core/clock.ts';
import { type EmailAddress, parseEmailAddress, uniqueForm } from '../../src/core/email-address.ts';
import type { SlotDate, TopicId } from '../../src/domain/calendar/calendar.ts';
import type { Edition, FrozenContent } from '../../src/domain/deliveries/delivery.ts';
import type { ImportedReader } from '../../src/domain/readers/import/imported.ts';
import type { Subscriber, SubscriberId } from '../../src/domain/readers/subscriber.ts';
import type { NewPublication } from '../../src/store/publication-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import type { Store } from '../../src/store/store.ts';
import type { NewSubscriber } from '../../src/store/subscriber-store.ts';

/** The package's migrations, for tests that open a store themselves. */
export const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** 2026-12-08 09:00 in Los Angeles: the second slot of the examples. */
export const T0: Instant = Date.UTC(2026, 11, 8, 17);

export interface TestStore {
  readonly store: Store;
  readonly path: string;
  /** A second store on the same file, as another process would have it. */
  another(): Store;
  /** Abandons the store as a kill would, and opens the file anew. */
  reopen(): Promise<Store>;
}

/** A store in a new folder; both are gone when the test ends. Call it inside a test or a `beforeEach`. */
export async function openTestStore(): Promise<TestStore> {
  const folder = temporaryFolder();
  const path = join(folder, 'fortnight.db');
  const opened: Store[] = [];
  const open = (): Store => {
    const store = openSqliteStore({ path, migrationsFolder: MIGRATIONS, clock: { now: () => T0 } });
    opened.push(store);
    return store;
  };
  onTestFinished(() => Promise.all(opened.map((store) => store.close())).then(() => undefined));
  const store = open();
  const reopen = async (): Promise<Store> => {
    await opened.at(-1)?.close();
    return open();
  };
  return { store, path, another: open, reopen };
}

/** A new folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fortnight-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function address(text: string): EmailAddress {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.reason}`);
  return parsed.address;
}

/** Stands in for the keyed hash: what matters to a store is that it is the same for the same reader. */
export function hashOf(text: string): string {
  return createHash('sha256')
    .update(uniqueForm(address(text)))
    .digest('hex');
}

export function newSubscriber(text: string, name: string | null = null, at: Instant = T0): NewSubscriber {
  const consent = { door: 'form', wording: 'Yes, send me the posts.', formVersion: '1', at } as const;
  return { address: address(text), addressHash: hashOf(text), name, consent };
}

/** Asks for a subscription and leaves it unconfirmed, like Bob's. */
export async function addPendingReader(store: Store, text: string, at: Instant = T0): Promise<SubscriberId> {
  const outcome = await store.subscribe(newSubscriber(text, null, at), at);
  if (outcome.kind !== 'pending') throw new Error(`${text} is ${outcome.kind}`);
  return outcome.subscriber.id;
}

/** Subscribes and confirms, in the order given. Their `confirm` and `welcome` mails are queued. */
export async function addActiveReaders(
  store: Store,
  addresses: readonly string[],
  at: Instant = T0,
): Promise<readonly SubscriberId[]> {
  const ids: SubscriberId[] = [];
  for (const text of addresses) {
    const id = await addPendingReader(store, text, at);
    await store.confirm(id, at, at);
    ids.push(id);
  }
  return ids;
}

/** A row of a list from elsewhere; by default of someone who agreed there. */
export function importedReader(text: string, change: Partial<ImportedReader> = {}): ImportedReader {
  const { address: parsed, addressHash, name, consent } = newSubscriber(text);
  return {
    address: parsed,
    addressHash,
    name,
    createdAt: null,
    state: { kind: 'active', at: null },
    suppression: null,
    consent: { ...consent, door: 'import' },
    confirmedAt: null,
    ...change,
  };
}

/** Many active readers at once, `reader1@example.org` and so on, as an import brings them: no mail is queued. */
export async function importReaders(store: Store, count: number, domain = 'example.org'): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => importedReader(`reader${index + 1}@${domain}`));
  await store.importSubscribers(rows, T0);
}

export async function readerAt(store: Store, text: string): Promise<Subscriber> {
  const reader = await store.subscriberByAddress(address(text));
  if (reader === null) throw new Error(`nobody is ${text}`);
  return reader;
}

export function topicId(text: string): TopicId {
  return text as TopicId;
}

export function slotDate(text: string): SlotDate {
  return text as SlotDate;
}

/** A post as `publish` takes it; by default `raft-1` in the slot of 2026-12-08. */
export function newPublication(change: Partial<NewPublication> = {}): NewPublication {
  return {
    topic: topicId('raft-1'),
    slot: { date: slotDate('2026-12-08'), instant: T0 },
    at: T0,
    offset: '-08:00',
    zoneData: '2025c',
    title: 'Raft, part 1',
    summary: 'How a leader is elected.',
    track: 'distributed-systems',
    series: 'raft',
    part: 1,
    tags: ['consensus'],
    markdown: '# Raft\n\nA log, and who may write it.\n',
    ...change,
  };
}

export function frozenContent(change: Partial<FrozenContent> = {}): FrozenContent {
  return { subject: 'Raft, part 1', html: '<p>A log</p>', text: 'A log', hash: 'c0ffee', ...change };
}

export async function editionAt(store: Store, key = 'regular:raft-1'): Promise<Edition> {
  const edition = await store.editionByKey(key);
  if (edition === null) throw new Error(`no edition ${key}`);
  return edition;
}

/** Publishes `raft-1` and opens its edition for everyone who is active. */
export async function openEdition(store: Store, at: Instant = T0): Promise<Edition> {
  await store.publish(newPublication({ at }));
  const { id, key } = await editionAt(store);
  await store.freezeEdition(id, frozenContent(), at);
  while (!(await store.openDeliveries(id, 1_000, at)).open);
  return editionAt(store, key);
}

/** Takes the lease and returns its epoch. */
export async function takeLease(store: Store, holder = 'worker-1', at: Instant = T0): Promise<number> {
  const lease = await store.acquireLease(holder, at, 30_000);
  if (lease === null) throw new Error('another worker holds the lease');
  return lease.epoch;
}
