import { confirm, confirmUrl } from '../../src/app/confirm.ts';
import type { App } from '../../src/app/context.ts';
import { subscribe } from '../../src/app/subscribe.ts';
import { uniqueForm } from '../../src/core/email-address.ts';
import { keyedHash } from '../../src/core/keyring.ts';
import type { SubscriberId } from '../../src/domain/readers/subscriber.ts';
import { address, readerAt } from './stores.ts';

export const ALICE = 'alice@example.org';
export const BOB = 'bob@example.net';
export const CAROL = 'carol@example.com';
export const AUTHOR = 'ali@example.com';

/** Asks through the application's own verb, and does not confirm: like Bob. */
export async function addPending(app: App, typed: string): Promise<SubscriberId> {
  const request = { address: typed, name: null, door: 'form', wording: 'Yes.', formVersion: '1' } as const;
  const answer = await subscribe(app, request);
  if (answer.kind !== 'accepted') throw new Error(`${typed}: ${answer.kind}`);
  return (await readerAt(app.store, typed)).id;
}

/** Asks and presses the button: like Alice. */
export async function addActive(app: App, ...typed: readonly string[]): Promise<readonly SubscriberId[]> {
  const ids: SubscriberId[] = [];
  for (const one of typed) {
    const id = await addPending(app, one);
    const token = confirmUrl(app, id, address(one), app.clock.now()).split('/').at(-1) ?? '';
    const answer = await confirm(app, token);
    if (answer !== 'confirmed') throw new Error(`${one} is ${answer}`);
    ids.push(id);
  }
  return ids;
}

/** Never to be mailed, for good: like Carol, who complained. */
export async function suppressFor(
  app: App,
  typed: string,
  reason: 'complained' | 'bounced' = 'complained',
): Promise<void> {
  await app.store.suppress(hashFor(app, typed), reason, app.clock.now());
}

export function hashFor(app: App, typed: string): string {
  return keyedHash(app.keyring, uniqueForm(address(typed)));
}
