import { DAY } from '../core/clock.ts';
import { uniqueForm } from '../core/email-address.ts';
import { never } from '../core/errors.ts';
import { keyedHash } from '../core/keyring.ts';
import type { Feedback } from '../domain/inbound/feedback.ts';
import { endsSubscription } from '../domain/inbound/feedback-report.ts';
import type { KeptMail } from '../domain/inbound/kept-mail.ts';
import { type ReportVerdict, reportVerdict } from '../domain/inbound/report-verdict.ts';
import type { Subscriber } from '../domain/readers/subscriber.ts';
import type { App } from './context.ts';
import type { ArrivedMail } from './read-arrived.ts';
import type { NamedMail } from './read-our-mail-address.ts';
import { recordFeedback } from './record-feedback.ts';
import { ourMessageId } from './sender.ts';
import { whoseReport } from './whose-report.ts';
import type { Wish } from './wish.ts';

/**
 * A bounce, a delay or a complaint: it counts for the reader to whom the mail went that it proves to be about. Without proof anybody could have
 * written it, and it touches nobody, whatever address it names.
 */
export async function applyReport(
  app: App,
  kept: KeptMail,
  arrived: ArrivedMail,
  token: string,
): Promise<Wish> {
  const named = await whoseReport(app, arrived.mail, token);
  if (named === null) return { outcome: 'unproven', reader: null, passOn: null };
  const reader = await app.store.subscriberById(named.reader);
  // Forgotten since, or told of a mail that went to the author in test mode.
  if (reader === null || (await wasTest(app, named))) return { outcome: 'noted', reader: null, passOn: null };
  const verdict = reportVerdict(arrived.classified, uniqueForm(reader.address), ends(arrived));
  if (verdict.kind === 'bounce' && (await isOfFormerAddress(app, kept, named)))
    return { outcome: 'outdated', reader: reader.id, passOn: null };
  const feedback = feedbackOf(app, kept, named, verdict);
  if (feedback !== null)
    await recordFeedback(app, 'mail', [feedback], null, async () => ({
      reader: reader.id,
      edition: (await deliveryOf(app, named))?.edition ?? null,
    }));
  return { outcome: await outcomeOf(app, verdict, reader), reader: reader.id, passOn: null };
}

function ends({ mail, classified }: ArrivedMail): boolean {
  const { recipients } = classified;
  return recipients.length === 0 ? endsSubscription(mail) : recipients.some(({ suppress }) => suppress);
}

async function wasTest(app: App, { edition }: NamedMail): Promise<boolean> {
  if (edition === null) return app.config.allMailTo !== null;
  return (await app.store.editionById(edition))?.test === true;
}

/** So long servers try at most, as a rule (RFC 5321 4.5.4.1), before they send a mail back. */
const LONGEST_ON_ITS_WAY = 5 * DAY;

/** Whether the reader has moved since the mail left: what comes back from the address that they had is no word about the one they have. */
async function isOfFormerAddress(app: App, { receivedAt }: KeptMail, named: NamedMail): Promise<boolean> {
  const movedAt = await app.store.movedAt(named.reader);
  if (movedAt === null) return false;
  const state = (await deliveryOf(app, named))?.state;
  const sentAt = state?.kind === 'sent' ? state.at : receivedAt - LONGEST_ON_ITS_WAY;
  return sentAt <= movedAt;
}

function deliveryOf(app: App, { edition, reader }: NamedMail) {
  return edition === null ? Promise.resolve(null) : app.store.deliveryTo(edition, reader);
}

function feedbackOf(
  app: App,
  { fingerprint, receivedAt }: KeptMail,
  { edition, reader }: NamedMail,
  verdict: ReportVerdict,
): Feedback | null {
  const messageId = edition === null ? null : ourMessageId(app, 'e', edition, reader);
  const facts = { at: receivedAt, address: null, messageId, providerId: null, detail: null };
  switch (verdict.kind) {
    case 'complaint':
      return { ...facts, kind: 'complaint', eventId: `${fingerprint}:complaint` };
    case 'delay':
      return { ...facts, kind: 'delay', eventId: `${fingerprint}:delay`, status: verdict.status };
    case 'bounce': {
      const { kind, index, status, permanent, suppress, reason } = verdict;
      // Read again and found to be worse, it is told anew.
      const eventId = `${fingerprint}:${index}${suppress ? ':dead' : ''}`;
      return { ...facts, kind, eventId, status, permanent, suppress, reason };
    }
    case 'nothing':
      return null;
    default:
      return never(verdict);
  }
}

/** By how things stand, and not by what was just done: a mail that was interrupted has been told already. */
async function outcomeOf(app: App, { kind }: ReportVerdict, reader: Subscriber): Promise<Wish['outcome']> {
  switch (kind) {
    case 'complaint':
      return 'complained';
    case 'bounce': {
      const hash = keyedHash(app.keyring, uniqueForm(reader.address));
      return (await app.store.suppressionOf(hash)) === null ? 'bounced' : 'suppressed';
    }
    case 'delay':
    case 'nothing':
      return 'noted';
    default:
      return never(kind);
  }
}
