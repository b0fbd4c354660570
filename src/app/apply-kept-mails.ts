import type { InboundId } from '../domain/inbound/kept-mail.ts';
import { applyMail } from './apply-mail.ts';
import type { App } from './context.ts';

const CHUNK = 100;
/** The next look goes on: what is published and sent must not wait for a flood of mail. */
const MOST_CHUNKS = 10;

/** Applies what was kept and not applied, as the process ended in between, or something broke. */
export async function applyKeptMails(app: App): Promise<void> {
  if (app.config.inbound === null) return;
  let after: InboundId | null = null;
  for (let chunk = 0; chunk < MOST_CHUNKS; chunk += 1) {
    const waiting: readonly InboundId[] = await app.store.unappliedInbound(after, CHUNK);
    for (const id of waiting) await applyMail(app, id, null);
    if (waiting.length < CHUNK) return;
    after = waiting.at(-1) ?? after;
  }
}
