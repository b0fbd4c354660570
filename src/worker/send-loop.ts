import type { App } from '../app/context.ts';
import { hasEnded } from '../app/run-name.ts';
import { runSending } from '../app/sending/send-engine.ts';
import { type Instant, SECOND } from '../core/clock.ts';
import { type Alarm, sleep } from '../core/timers.ts';
import { logFailure } from './log-failure.ts';

/** The lease is renewed three times in its life; a successor waits for the rest of it, unless it can see that the holder has ended. */
const LEASE = 15 * SECOND;
const HEARTBEAT = 5 * SECOND;

/** Between two looks at a lease that another worker has. */
const STAND_BY = SECOND;
/** After something broke. */
const FAULT_PAUSE = 30 * SECOND;

/** Sends what is due while it holds the lease; another worker's death is noticed within the lease. Ends with the signal, everything settled. */
export async function sendLoop(app: App, holder: string, signal: AbortSignal): Promise<void> {
  try {
    while (!signal.aborted) await sleep(app.timers, await term(app, holder, signal), signal);
  } finally {
    await app.store.releaseLease(holder);
  }
}

/** Sends for as long as the lease lasts, if it is to be had; returns how long to pause before the next try. */
async function term(app: App, holder: string, signal: AbortSignal): Promise<number> {
  try {
    const epoch = await takeLease(app, holder);
    if (epoch === null) return STAND_BY;
    await whileItBeats(app, holder, signal, (stop) => runSending(app, { epoch, stop, untilIdle: false }));
    return STAND_BY;
  } catch (error) {
    logFailure(app.log, 'sending stopped, it goes on in half a minute', error);
    // With the lease given up, the next term has an epoch of its own: what this one could not settle is uncertain, and not in limbo.
    await app.store.releaseLease(holder).catch((fault: unknown) => {
      logFailure(app.log, 'the lease could not be given up', fault);
    });
    return FAULT_PAUSE;
  }
}

async function takeLease(app: App, holder: string): Promise<number | null> {
  const now = app.clock.now();
  const lease = (await app.store.acquireLease(holder, now, LEASE)) ?? (await inheritLease(app, holder, now));
  if (lease !== null && lease.orphaned > 0)
    app.log.warn(`${lease.orphaned} mails of a worker that died are uncertain now`);
  return lease?.epoch ?? null;
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

/** Keeps the lease while `work` goes on; its signal aborts with `signal`, and when another worker has the lease. */
async function whileItBeats(
  app: App,
  holder: string,
  signal: AbortSignal,
  work: (stop: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const stop = new AbortController();
  // By hand: Node keeps what `AbortSignal.any` gives, with all that listens to it, until it is aborted.
  const end = (): void => stop.abort();
  if (signal.aborted) end();
  signal.addEventListener('abort', end);
  let alarm: Alarm | null = null;
  const beat = async (): Promise<void> => {
    try {
      if ((await app.store.acquireLease(holder, app.clock.now(), LEASE)) === null) return end();
    } catch (error) {
      logFailure(app.log, 'the lease could not be renewed', error);
    }
    if (alarm !== null) alarm = app.timers.after(HEARTBEAT, () => void beat());
  };
  alarm = app.timers.after(HEARTBEAT, () => void beat());
  try {
    await work(stop.signal);
  } finally {
    signal.removeEventListener('abort', end);
    (alarm as Alarm | null)?.cancel();
    alarm = null;
  }
}
