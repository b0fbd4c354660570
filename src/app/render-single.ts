import type { EmailAddress } from '../core/email-address.ts';
import { never } from '../core/errors.ts';
import { wallClock, type ZoneName } from '../core/zoned-time.ts';
import type { Calendar, EmailPolicy } from '../domain/calendar/calendar.ts';
import type { EditionId } from '../domain/deliveries/delivery.ts';
import type { BegunSingleMail, SingleMailContent } from '../domain/deliveries/single-mail.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';
import { emailDue } from '../domain/schedule/email.ts';
import { renderEdition } from '../mail/compose/render-edition.ts';
import {
  renderAddressChanged,
  renderConfirm,
  renderFarewell,
  renderLeave,
  renderNewAddress,
  renderNotice,
  renderPreferences,
  renderPreview,
} from '../mail/compose/render-single.ts';
import { renderWelcome } from '../mail/compose/render-welcome.ts';
import type { RenderedMail, WayOut } from '../mail/compose/single-mail.ts';
import { dateInWords } from '../site/dates.ts';
import { newAddressUrl } from './change-address.ts';
import { confirmUrl } from './confirm.ts';
import type { App } from './context.ts';
import { decisionUrl } from './decide-edition.ts';
import { emailPolicyFor } from './email-facts.ts';
import { withEmbedded } from './embedded-pictures.ts';
import { preferencesUrl } from './preference-link.ts';
import { pendingView } from './render-edition.ts';
import { confirmAddress, unsubscribeAddress } from './return-addresses.ts';
import { senderOf } from './sender.ts';
import { undoUrl, unsubscribeUrl } from './unsubscribe.ts';
import { welcomeView } from './welcome-view.ts';

interface RenderedSingle {
  readonly mail: RenderedMail;
  /** Set where the mail carries the one-click headers. */
  readonly unsubscribe: WayOut | null;
  /** Where an answer goes; null: where the answers to all mails do. */
  readonly answerTo: EmailAddress | null;
}

/** All but one that goes on as it came. */
type RenderableMail = Omit<BegunSingleMail, 'content'> & {
  readonly content: Exclude<SingleMailContent, { kind: 'forward' }>;
};

/** Renders a single mail as things stand now; a string says why it is not wanted any more. */
export async function renderSingle(
  app: App,
  calendar: Calendar,
  begun: RenderableMail,
): Promise<RenderedSingle | string> {
  const { content } = begun;
  const { blog } = senderOf(app, calendar);
  switch (content.kind) {
    case 'confirm':
      return confirmationOf(app, calendar, begun, content.subscriber);
    case 'welcome':
      return welcomeOf(app, calendar, content.subscriber);
    case 'leave':
      return alone(
        await renderLeave(app.templates, { blog, unsubscribeUrl: unsubscribeUrl(app, content.subscriber) }),
      );
    case 'preferences':
      return preferencesOf(app, calendar, begun.to, content.subscriber);
    case 'new-address':
      return newAddressOf(app, calendar, begun, content);
    case 'address-changed':
      return alone(await renderAddressChanged(app.templates, { blog }));
    case 'farewell':
      return farewellOf(app, calendar, begun.createdAt, content.subscriber);
    case 'notice':
      return alone(await renderNotice(app.templates, { blog, notice: content.notice }));
    case 'preview':
      return previewOf(app, calendar, content.edition);
    default:
      return never(content);
  }
}

function alone(mail: RenderedMail): RenderedSingle {
  return { mail, unsubscribe: null, answerTo: null };
}

async function confirmationOf(
  app: App,
  calendar: Calendar,
  { to, createdAt }: BegunSingleMail,
  id: SubscriberId,
): Promise<RenderedSingle | string> {
  const reader = await app.store.subscriberById(id);
  if (reader?.state.kind !== 'pending') return 'the reader has confirmed or left meanwhile';
  const answerTo = confirmAddress(app, id, to, createdAt);
  const mail = await renderConfirm(app.templates, {
    blog: senderOf(app, calendar).blog,
    confirmUrl: confirmUrl(app, id, to, createdAt),
    replyConfirms: answerTo !== null,
  });
  return { mail, unsubscribe: null, answerTo };
}

/** The link is for the address it is mailed to: to one that the reader has left meanwhile it is worth nothing. */
async function preferencesOf(
  app: App,
  calendar: Calendar,
  to: EmailAddress,
  id: SubscriberId,
): Promise<RenderedSingle> {
  const { blog } = senderOf(app, calendar);
  const url = preferencesUrl(app, id, to);
  return alone(await renderPreferences(app.templates, { blog, preferencesUrl: url }));
}

async function newAddressOf(
  app: App,
  calendar: Calendar,
  { createdAt }: RenderableMail,
  { subscriber, addressHash }: Extract<SingleMailContent, { kind: 'new-address' }>,
): Promise<RenderedSingle | string> {
  const wanted = await app.store.wantedAddress(subscriber);
  if (wanted?.addressHash !== addressHash) return 'the reader has asked for another address, or changed it';
  const url = newAddressUrl(app, subscriber, addressHash, createdAt);
  const { blog } = senderOf(app, calendar);
  return alone(await renderNewAddress(app.templates, { blog, newAddressUrl: url }));
}

async function welcomeOf(app: App, calendar: Calendar, id: SubscriberId): Promise<RenderedSingle | string> {
  const reader = await app.store.subscriberById(id);
  if (reader?.state.kind !== 'active') return 'the reader has left meanwhile';
  const mail = await renderWelcome(app.templates, await welcomeView(app, calendar, reader));
  const unsubscribe = { url: unsubscribeUrl(app, id), address: unsubscribeAddress(app, id) };
  return { mail, unsubscribe, answerTo: null };
}

/** For a day there is a way back that asks for no new consent; who took another meanwhile needs none. */
async function farewellOf(
  app: App,
  calendar: Calendar,
  leftAt: number,
  id: SubscriberId,
): Promise<RenderedSingle | string> {
  const reader = await app.store.subscriberById(id);
  if (reader?.state.kind !== 'unsubscribed') return 'the reader is back, or was forgotten';
  const { blog } = senderOf(app, calendar);
  return alone(
    await renderFarewell(app.templates, { blog, undoUrl: undoUrl(app, id, reader.address, leftAt) }),
  );
}

async function previewOf(app: App, calendar: Calendar, id: EditionId): Promise<RenderedSingle | string> {
  const edition = await app.store.editionById(id);
  if (edition === null || edition.state.kind !== 'pending') return 'the edition is no longer waiting';
  const view = await pendingView(app, calendar, edition);
  const { hash } = await renderEdition(app.templates, view);
  const now = app.clock.now();
  const policy = emailPolicyFor(edition, calendar, await app.store.editions());
  const required = policy.approval === 'required';
  const link = (label: string, decision: 'hold' | 'approve' | 'send-now') => ({
    label,
    url: decisionUrl(app, id, decision, hash, now),
  });
  const links = [
    ...(required ? [link('Approve', 'approve')] : []),
    link('Send now', 'send-now'),
    link('Hold', 'hold'),
  ];
  const mail = await renderPreview(app.templates, view, {
    words: bannerWords(policy, calendar.cadence.zone, edition.publishedAt),
    links,
  });
  return alone({ ...mail, ...(await withEmbedded(app, mail.html)) });
}

function bannerWords(policy: EmailPolicy, zone: ZoneName, publishedAt: number): string {
  const { date, time } = wallClock(emailDue({ publishedAt, policy, zone }), zone);
  const when = `on ${dateInWords(date)} at ${time} (${zone})`;
  return policy.approval === 'required'
    ? `A preview, for you alone. It leaves ${when} at the earliest, and only after you approve it.`
    : `A preview, for you alone. It leaves ${when} unless you hold it.`;
}
