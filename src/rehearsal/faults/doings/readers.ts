import { confirm, confirmUrl } from '../../../app/confirm.ts';
import { eraseReader } from '../../../app/erase-reader.ts';
import { subscribe } from '../../../app/subscribe.ts';
import { mailLeaveLink, undoUnsubscribe, unsubscribe, unsubscribeUrl } from '../../../app/unsubscribe.ts';
import { MINUTE } from '../../../core/clock.ts';
import { uniqueForm } from '../../../core/email-address.ts';
import { keyedHash } from '../../../core/keyring.ts';
import type { Subscriber } from '../../../domain/readers/subscriber.ts';
import { madeUpReader } from '../../cast/readers.ts';
import type { Doing, Scene } from './doing.ts';
import { preferenceDoings } from './preferences.ts';
import { someone, tokenIn } from './someone.ts';

/** New readers have numbers of their own. */
const NEWCOMERS = 1_000_000;

export const readerDoings: readonly Doing[] = [
  ...preferenceDoings,
  {
    name: 'a reader subscribes',
    weight: 4,
    run: async (scene) => {
      const { production, chance } = scene;
      const { address, name } = madeUpReader(NEWCOMERS + chance.below(500), chance);
      const request = { address, name, door: 'form', wording: 'Yes, please.', formVersion: '1' } as const;
      const answer = await subscribe(production.desk, request);
      if (chance.hits(0.8)) confirmLater(scene, address);
      return `${address}: ${answer.kind === 'accepted' ? answer.outcome : answer.kind}`;
    },
  },
  {
    name: 'a reader leaves',
    weight: 4,
    run: async ({ production, chance, later }) => {
      const reader = await someone(production, 'active', chance);
      if (reader === null) return null;
      const token = tokenIn(unsubscribeUrl(production.desk, reader.id));
      const after = await unsubscribe(production.desk, token, 'one-click');
      if (after !== null && chance.hits(0.3))
        later(chance.magnitude(1_000, 20 * MINUTE), `${reader.address} thinks again`, async () => {
          await undoUnsubscribe(production.desk, after.undo);
        });
      return reader.address;
    },
  },
  {
    name: 'a reader asks for the way out',
    weight: 1,
    run: async ({ production, chance }) => {
      const reader = await someone(production, 'active', chance);
      if (reader === null) return null;
      await mailLeaveLink(production.desk, reader.address);
      return reader.address;
    },
  },
  {
    name: 'a reader is erased',
    weight: 1,
    run: async ({ production, chance }) => {
      const reader = await someone(production, 'active', chance);
      if (reader === null) return null;
      await eraseReader(production.desk, reader.address);
      return reader.address;
    },
  },
  {
    name: 'a reader complains',
    weight: 1,
    run: async ({ production, chance }) => {
      const { desk } = production;
      const reader = await someone(production, 'active', chance);
      if (reader === null) return null;
      await desk.store.suppress(
        keyedHash(desk.keyring, uniqueForm(reader.address)),
        'complained',
        desk.clock.now(),
      );
      return reader.address;
    },
  },
];

function confirmLater({ production, chance, later }: Scene, address: Subscriber['address']): void {
  const { desk } = production;
  const madeAt = desk.clock.now();
  later(chance.magnitude(MINUTE, 5_000 * MINUTE), `${address} presses the button`, async () => {
    const reader = await desk.store.subscriberByAddress(address);
    if (reader !== null) await confirm(desk, tokenIn(confirmUrl(desk, reader.id, reader.address, madeAt)));
  });
}
