import type { App } from '../app/context.ts';
import { lastKnownCalendar } from '../app/known-calendar.ts';
import { forgetRelayTrouble, noteRelayTrouble } from '../app/relay-trouble.ts';
import { hasEnded } from '../app/run-name.ts';
import { type RoundReport, sendRound } from '../app/send-round.ts';
import { tellOfRelayFault } from '../app/tell-of-relay-fault.ts';
import { type Instant, SECOND } from '../core/clock.ts';
import { type Alarm, sleep } from '../core/timers.ts';
import { logFailure } from './log-failure.ts';

/** The lease is renewed three times in its life; a successor waits for the rest of it, unless it can see that the holder has ended. */
const LEASE = 15 * SECOND;
const HEARTBEAT = 5 * SECOND;

const IDLE_PAUSE = SECOND / 2;
/** After the relay refused us as a whole, or something broke: the list is not burnt through. */
const FAULT_PAUSE = 30 * SECOND;

/** Sends what is due while it holds the lease; another worker's death is noticed within the lease. Ends with the signal, everything settled. */
export async function sendLoop(app: App, holder: string, signal: AbortSignal): Promise<void> {
  const lease = leaseKeeper(app, holder);
  try {
    while (!signal.aborted) await sleep(app.timers, await turn(app, holder, lease, signal), signal);
  } finally {
    await app.store.releaseLease(holder);
  }
}

/** Gives the epoch while we hold the lease, null otherwise. Asks the store only every heartbeat: idling costs no write. */
function leaseKeeper(app: App, holder: string): () => Promise<number | null> {
  let held: { readonly epoch: number; readonly askedAt: number } | null = null;
  return async () => {
    const now = app.clock.now();
    // A clock that went backwards counts as an old answer.
    if (held !== null && now >= held.askedAt && now < held.askedAt + HEARTBEAT) return held.epoch;
    const lease =
      (await app.store.acquireLease(holder, now, LEASE)) ?? (await inheritLease(app, holder, now));
    if (lease !== null && lease.orphaned > 0) {
      app.log.warn(`${lease.orphaned} mails of a worker that died are uncertain now`);
    }
    held = lease === null ? null : { epoch: lease.epoch, askedAt: now };
    return lease?.epoch ?? null;
  };
}

/**
 * Takes the lease of a process of this machine that was killed, without waiting for its end. Should that process live after all, nothing is
 * mailed twice: the new epoch lets it begin nothing more.
 */
async function inheritLease(
  app: App,
  holder: string,
  now: Instant,
): ReturnType<App['store']['acquireLease']> {
  const current = await app.store.leaseHolder(now);
  if (current === null || !hasEnded(current.holder)) return null;
  app.log.warn(`the worker ${current.holder} has ended without a word; this one takes over`);
  await app.store.releaseLease(current.holder);
  return app.store.acquireLease(holder, now, LEASE);
}

/** One turn; returns how long to pause after it. */
async function turn(
  app: App,
  holder: string,
  lease: () => Promise<number | null>,
  signal: AbortSignal,
): Promise<number> {
  try {
    const epoch = await lease();
    if (epoch === null) return SECOND;
    const report = await beating(app, holder, () => sendRound(app, epoch, signal));
    if (report.sent > 0) await forgetRelayTrouble(app);
    if (report.relayFault === null) return report.begun > 0 ? 0 : IDLE_PAUSE;
    await reportFault(app, report.relayFault);
    return FAULT_PAUSE;
  } catch (error) {
    if (!signal.aborted) logFailure(app.log, 'sending stopped, it goes on in half a minute', error);
    return FAULT_PAUSE;
  }
}

/** Keeps the lease while a round takes long: a slow relay must not look like a dead worker. */
async function beating(app: App, holder: string, work: () => Promise<RoundReport>): Promise<RoundReport> {
  let alarm: Alarm;
  const beat = (): void => {
    alarm = app.timers.after(HEARTBEAT, beat);
    app.store.acquireLease(holder, app.clock.now(), LEASE).catch((error: unknown) => {
      logFailure(app.log, 'the lease could not be renewed', error);
    });
  };
  alarm = app.timers.after(HEARTBEAT, beat);
  try {
    return await work();
  } finally {
    alarm.cancel();
  }
}

async function reportFault(app: App, fault: NonNullable<RoundReport['relayFault']>): Promise<void> {
  app.log.warn(
    `the relay is at fault (${fault.kind}): ${fault.detail}; trying again in ${FAULT_PAUSE / SECOND} s`,
  );
  await noteRelayTrouble(app, fault);
  const calendar = await lastKnownCalendar(app);
  if (calendar !== null) await tellOfRelayFault(app, calendar, fault);
}
