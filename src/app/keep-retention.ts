import { DAY } from '../core/clock.ts';
import type { App } from './context.ts';

/** How long what is not needed for ever is kept (docs/subscribing.md and docs/inbound.md say the same). */
const UNCONFIRMED_KEPT = 30 * DAY;
const WHOLE_IP_KEPT = 90 * DAY;
const INBOUND_KEPT = 30 * DAY;

/** Rows in one transaction: a sign-up that comes meanwhile waits for some milliseconds at most. */
const CHUNK = 500;
/** A look every minute takes up the rest. */
const MOST_CHUNKS = 20;

/** Forgets what its time has come for. What was done is logged as counts: whose it was is what is being forgotten. */
export async function keepRetention(app: App): Promise<void> {
  const now = app.clock.now();
  const { store } = app;
  const readers = await inChunks(() => store.forgetUnconfirmed(now - UNCONFIRMED_KEPT, CHUNK, now));
  const ips = await inChunks(() => store.shortenConsentIps(now - WHOLE_IP_KEPT, CHUNK));
  const marks = await inChunks(() => store.forgetGuards(CHUNK, now));
  const inbound = await inChunks(() => store.forgetInbound(now - INBOUND_KEPT, CHUNK));
  if (readers > 0) app.log.info(`forgot ${readers} sign-ups that nobody confirmed within 30 days`);
  if (ips > 0) app.log.info(`shortened ${ips} IP addresses of consents to their networks, after 90 days`);
  if (inbound > 0) app.log.info(`forgot ${inbound} mails that came in 30 days ago`);
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
