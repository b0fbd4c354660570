import type { Templates } from '../../mail/templates/templates.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../world/world.ts';
import type { House } from './house.ts';
import type { Run } from './run.ts';

/** Verbs that change nothing; every other is a commit. */
const READS = new Set([
  'revision',
  'nextMailAt',
  'scheduleFacts',
  'publications',
  'lastCalendar',
  'editions',
  'editionByKey',
  'editionById',
  'frozenContent',
  'nextDeferredAt',
  'somethingWaits',
  'ledger',
  'deliveries',
  'subscriberById',
  'subscriberByAddress',
  'subscribers',
  'countSubscribers',
  'suppressionOf',
  'countMails',
  'leaseHolder',
  'relayRecords',
  'editionDraft',
  'seriesPartsDue',
  'seriesSlotOf',
  'countFollowers',
  'deliveryTo',
  'deliveryNotes',
  'ledgerReasons',
  'events',
]);

/** Renewing a lease gives nobody anything to do. */
const SILENT = new Set(['acquireLease', 'releaseLease']);

/**
 * The store as one run sees it. Every verb waits for its turn, so that the order of all verbs of all runs is the world's to choose; and
 * around every commit there is a place to die, or for the disk to be full. To a dead run the store never answers.
 */
export function gatedStore(store: Store, run: Run, house: House): Store {
  return new Proxy(store, {
    get: (target, verb) => {
      const method: unknown = Reflect.get(target, verb);
      if (typeof method !== 'function' || typeof verb !== 'string') return method;
      const ask = (given: readonly unknown[]): Promise<unknown> => {
        const write = () => work(method, target, given);
        return house.world.turn(run, verb, READS.has(verb) ? write : () => commit(house, run, verb, write));
      };
      return (...given: readonly unknown[]) =>
        ask(CHUNKED.has(verb) ? atMost(house.mischief.mostRows, given) : given);
    },
  });
}

/** Verbs that go through many rows, so many at a time as their second argument says. */
const CHUNKED = new Set(['openDeliveries', 'skipCancelled']);

function atMost(mostRows: number, [id, limit, ...rest]: readonly unknown[]): readonly unknown[] {
  return [id, Math.min(Number(limit), mostRows), ...rest];
}

/** A template is read from the disk, which takes a while that no seed decides: one at a time, so that their order stays. */
export function gatedTemplates(templates: Templates, run: Run, world: World): Templates {
  return {
    render: (name, view, article) =>
      world.turn(run, `template ${name}`, () => templates.render(name, view, article)),
    compiles: () => templates.compiles(),
  };
}

/** Typed by the Store on the caller's side of the proxy. */
async function work(method: unknown, store: Store, given: readonly unknown[]): Promise<unknown> {
  if (typeof method !== 'function') throw new TypeError('not a verb');
  return Reflect.apply(method, store, given);
}

async function commit(house: House, run: Run, verb: string, write: () => Promise<unknown>): Promise<unknown> {
  const { world, mischief } = house;
  const fault = mischief.commit({ verb, run: run.name, at: world.time });
  if (fault?.kind === 'refuse') throw fault.error;
  if (fault?.when === 'before') return die(house, run, `before ${verb}`);
  const result = await write();
  const isSilent = SILENT.has(verb) && !hasOrphans(result);
  if (!isSilent && !isNothing(result)) world.effect();
  if (!isSilent) house.committed(run, verb);
  if (fault?.when === 'after') return die(house, run, `after ${verb}`);
  return result;
}

function die(house: House, run: Run, place: string): Promise<never> {
  house.world.note(run.name, `dies ${place}`);
  house.world.count('the process dies at a commit');
  run.kill();
  house.died(run);
  return new Promise(() => undefined);
}

/** Whether taking the lease has changed anything but the lease. */
function hasOrphans(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'orphaned' in result && result.orphaned !== 0;
}

/** What a verb answers that found nothing to do. */
function isNothing(result: unknown): boolean {
  if (Array.isArray(result)) return result.length === 0;
  if (typeof result === 'object' && result !== null && 'begun' in result) return isNothing(result.begun);
  return [null, false, 0, 'unchanged', 'already-recorded'].some((nothing) => nothing === result);
}
