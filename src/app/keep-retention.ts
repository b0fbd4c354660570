import { DAY } from '../core/clock.ts';
import { DAYS_KEPT } from '../domain/readers/retention.ts';
import type { App } from './context.ts';

/** Rows in one transaction: a sign-up that comes meanwhile waits for some milliseconds at most. */
const CHUNK = 500;
/** A look every minute takes up the rest. */
const MOST_CHUNKS = 20;

/** Forgets what its time has come for. What was done is logged as counts: whose it was is what is being forgotten. */
export async function keepRetention(app: App): Promise<void> {
  const now = app.clock.now();
  const { store } = app;
  const { unconfirmed, wholeIp, inbound } = DAYS_KEPT;
  const readers = await inChunks(() => store.forgetUnconfirmed(now - unconfirmed * DAY, CHUNK, now));
  const ips = await inChunks(() => store.shortenConsentIps(now - wholeIp * DAY, CHUNK));
  const marks = await inChunks(() => store.forgetGuards(CHUNK, now));
  const mails = await inChunks(() => store.forgetInbound(now - inbound * DAY, CHUNK));
  if (readers > 0)
    app.log.info(`forgot ${readers} sign-ups that nobody confirmed within ${unconfirmed} days`);
  if (ips > 0)
    app.log.info(`shortened ${ips} IP addresses of consents to their networks, after ${wholeIp} days`);
  if (mails > 0) app.log.info(`forgot ${mails} mails that came in ${inbound} days ago`);
  if (marks > 0) app.log.info(`forgot ${marks} marks of confirmations mailed a year ago`);
}

async function inChunks(forget: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let chunk = 0; chunk < MOST_CHUNKS; chunk += 1) {
    const done = await forget();
    total += done;
    if (done < CHUNK) break;
  }
  return total;
}
