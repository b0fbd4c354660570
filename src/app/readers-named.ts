import { parseEmailAddress } from '../core/email-address.ts';
import { AppError } from '../core/errors.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import type { App } from './context.ts';

/**
 * Readers as the author names them: by address, or by the id that a ledger shows for one who was erased. Null when nobody is
 * named, which means all. @throws AppError `not-found`, with every name that is nobody's
 */
export async function readersNamed(
  app: App,
  names: readonly string[],
): Promise<readonly SubscriberId[] | null> {
  if (names.length === 0) return null;
  const found = await Promise.all(names.map(async (name) => ({ name, id: await idOf(app, name) })));
  const unknown = found.flatMap(({ name, id }) => (id === null ? [name] : []));
  if (unknown.length === 0) return found.flatMap(({ id }) => id ?? []);
  throw new AppError('not-found', `no reader is called ${unknown.join(', ')}`, {
    help: 'name readers by their address, or by the number that the ledger shows',
  });
}

/** One reader. @throws AppError `not-found` */
export async function readerNamed(app: App, name: string): Promise<SubscriberId> {
  const [id] = (await readersNamed(app, [name])) ?? [];
  if (id === undefined) throw new Error('unreachable: a name was given');
  return id;
}

/** Any number may be the id of a reader who was erased: the ledger knows. */
async function idOf(app: App, name: string): Promise<SubscriberId | null> {
  if (/^[1-9]\d{0,14}$/.test(name)) return Number(name) as SubscriberId;
  const parsed = parseEmailAddress(name);
  if (!parsed.ok) return null;
  return (await app.store.subscriberByAddress(parsed.address))?.id ?? null;
}
