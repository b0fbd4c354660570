import type { Edition } from '../domain/deliveries/delivery.ts';
import type { App } from './context.ts';

/** An edition that was just recorded under this key. */
export async function editionAt(app: App, key: string): Promise<Edition> {
  const edition = await app.store.editionByKey(key);
  if (edition === null) throw new Error(`${key} was recorded and is not there`);
  return edition;
}
