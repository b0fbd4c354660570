import { type Instant, SECOND } from '../core/clock.ts';
import type { Edition, Ledger } from '../domain/deliveries/delivery.ts';
import type { App } from './context.ts';
import { holdWords, pauseWords, troubleWords, utc } from './hold-words.ts';
import { type RelayStanding, relayStandings } from './relay-standings.ts';
import { TEST_MODE } from './test-run.ts';

/** Something that a mailing waits for, or that waits for the author. */
export interface EditionHold {
  readonly why: 'paused' | 'test-mode' | 'relays' | 'domain' | 'deferred' | 'uncertain';
  readonly words: string;
  /** Null when only the author, or nobody, can say. */
  readonly until: Instant | null;
}

/** Shorter waits are how an even rate looks from near. */
const WORTH_TELLING = 5 * SECOND;

/** So many domains are named. */
const MOST_DOMAINS = 3;

/** What an open or paused mailing waits for, and what of any mailing waits for the author's word. */
export async function editionHolds(app: App, edition: Edition, sum: Ledger): Promise<readonly EditionHold[]> {
  const { state } = edition;
  const holds: EditionHold[] = [];
  if (state.kind === 'paused') holds.push({ why: 'paused', words: pauseWords(state), until: null });
  if (state.kind === 'open') {
    holds.push(...testHold(app, edition));
    if (sum.queued > 0) holds.push(...relayHolds(app, await relayStandings(app)));
    if (sum.queued > 0) holds.push(...(await domainHolds(app, edition)));
    if (sum.deferred > 0) holds.push(await deferredHold(app, edition, sum.deferred));
  }
  if (sum.uncertain > 0) holds.push(uncertainHold(edition, sum.uncertain));
  return holds;
}

function testHold({ config }: App, { test }: Edition): readonly EditionHold[] {
  const testing = config.allMailTo !== null;
  if (test === testing) return [];
  const words = testing ? TEST_MODE : 'a test run: it goes on only while FORTNIGHT_ALL_MAIL_TO is set';
  return [{ why: 'test-mode', words, until: null }];
}

/** A mailing waits for its relays only when none of them can take anything. */
function relayHolds(app: App, relays: readonly RelayStanding[]): readonly EditionHold[] {
  const now = app.clock.now();
  const held = relays.flatMap(({ name, hold, trouble }): EditionHold[] => {
    if (trouble !== null && trouble.until > now)
      return [{ why: 'relays', words: troubleWords(trouble, name), until: trouble.until }];
    if (hold === null || hold.until < now + WORTH_TELLING) return [];
    return [{ why: 'relays', words: `waiting: ${holdWords(hold, name)}`, until: hold.until }];
  });
  return held.length === relays.length ? held : [];
}

async function domainHolds(app: App, { id }: Edition): Promise<readonly EditionHold[]> {
  const { waitingBehind } = await app.store.ledgerReasons(id);
  return waitingBehind.slice(0, MOST_DOMAINS).map(({ domain, queued }) => ({
    why: 'domain',
    words: `${queued} ${queued === 1 ? 'waits' : 'wait'} behind the limit of ${domain}`,
    until: null,
  }));
}

async function deferredHold(app: App, { id }: Edition, deferred: number): Promise<EditionHold> {
  const until = await app.store.nextDeferredAt(id);
  const next = until === null ? '' : `, next try at ${utc(until)}`;
  return { why: 'deferred', words: `${deferred} refused for now${next}`, until };
}

function uncertainHold({ key }: Edition, uncertain: number): EditionHold {
  const words = `${uncertain} uncertain: \`fortnight ledger ${key} --uncertain\` names them, \`fortnight resolve ${key}\` settles them`;
  return { why: 'uncertain', words, until: null };
}
