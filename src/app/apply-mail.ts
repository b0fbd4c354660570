import { AppError, never } from '../core/errors.ts';
import { repliesTo } from '../domain/inbound/intent.ts';
import type { InboundId, KeptMail } from '../domain/inbound/kept-mail.ts';
import { senderOf } from '../domain/inbound/may-answer.ts';
import type { AppliedMail } from '../store/inbound-store.ts';
import { applyConfirm } from './apply-confirm.ts';
import { applyLeave } from './apply-leave.ts';
import { applyReport } from './apply-report.ts';
import { applySubscribe } from './apply-subscribe.ts';
import type { App } from './context.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { passOnOf } from './pass-on.ts';
import { type ArrivedMail, readArrived } from './read-arrived.ts';
import { settleByEvidence } from './settle-by-evidence.ts';
import type { Wish } from './wish.ts';

/** After so many failures it is left alone, until somebody asks for it. */
const MOST_FAULTS = 5;

/**
 * Does what a kept mail asks, unless that was done already; one mail after the other, in their order, so that who subscribes and thinks again is
 * understood. Never rejects: what breaks is logged, and tried again at the next look.
 * @param arrived the mail as it was read, when it was read just now
 */
export function applyMail(app: App, id: InboundId, arrived: ArrivedMail | null): Promise<void> {
  // The store stands for the queue of mails: the app's own is that of ticks, one of which may be what asks for this.
  return oneAtATime(app.store, async () => {
    try {
      await applyNow(app, id, arrived);
    } catch (error) {
      await noteFault(app, id, error);
    }
  });
}

async function applyNow(app: App, id: InboundId, known: ArrivedMail | null): Promise<void> {
  const kept = await app.store.inboundMail(id);
  if (kept === null || kept.state.kind === 'applied') return;
  const arrived = known ?? (await readKept(app, kept));
  if (arrived === null) return;
  for (const messageId of repliesTo(arrived.mail)) await settleByEvidence(app, messageId, 'told by a reply');
  const done = await carryOut(app, kept, arrived);
  await app.store.settleInbound(id, done, app.clock.now());
}

/** A kept mail, read from its source once more; null when it was forgotten meanwhile. */
export async function readKept(app: App, { id, envelope }: KeptMail): Promise<ArrivedMail | null> {
  const raw = await app.store.inboundRaw(id);
  return raw === null ? null : readArrived(app, { raw, envelope });
}

async function carryOut(app: App, kept: KeptMail, arrived: ArrivedMail): Promise<AppliedMail> {
  const { outcome, reader, passOn } = await wishOf(app, kept, arrived);
  return { outcome, reader, passOn: await passOnOf(app, kept, arrived, passOn) };
}

function wishOf(app: App, kept: KeptMail, arrived: ArrivedMail): Promise<Wish> | Wish {
  const { intent } = arrived;
  switch (intent.kind) {
    case 'loop':
      return { outcome: 'loop', reader: null, passOn: null };
    case 'nothing':
      return { outcome: 'noted', reader: null, passOn: null };
    case 'report':
      return applyReport(app, kept, arrived, intent.token);
    case 'subscribe':
      return applySubscribe(app, kept, intent.sender);
    case 'confirm':
      return applyConfirm(app, kept, intent);
    case 'leave':
      return applyLeave(app, kept, intent);
    case 'person':
      return personWrote(app, arrived);
    default:
      return never(intent);
  }
}

async function personWrote(app: App, { mail }: ArrivedMail): Promise<Wish> {
  const sender = senderOf(mail);
  const reader = sender === null ? null : await app.store.subscriberByAddress(sender);
  return { outcome: 'person', reader: reader?.id ?? null, passOn: { kind: 'forward' } };
}

async function noteFault(app: App, id: InboundId, error: unknown): Promise<void> {
  const words = `the mail ${id} that came in could not be applied; it is kept, and tried again`;
  if (error instanceof AppError) app.log.warn(`${words}: ${error.message}`);
  else app.log.error(words, error);
  // The disk that is at fault now may be well in a minute; that is no fault of the mail's.
  if (error instanceof AppError && error.code === 'unavailable') return;
  await app.store
    .noteInboundFault(id, MOST_FAULTS, app.clock.now())
    .catch((fault: unknown) => app.log.error(`and that could not be written down`, fault));
}
