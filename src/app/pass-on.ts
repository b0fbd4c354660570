import { DAY } from '../core/clock.ts';
import { type EmailAddress, uniqueForm } from '../core/email-address.ts';
import { never } from '../core/errors.ts';
import { keyedHash } from '../core/keyring.ts';
import { header, type InboundMail } from '../domain/inbound/inbound-mail.ts';
import type { KeptMail } from '../domain/inbound/kept-mail.ts';
import { readOurAddress } from '../domain/inbound/our-addresses.ts';
import type { Subscriber } from '../domain/readers/subscriber.ts';
import type { AppliedMail } from '../store/inbound-store.ts';
import { authorOf } from './author.ts';
import type { App } from './context.ts';
import { lastKnownCalendar } from './known-calendar.ts';
import { type ArrivedMail, inboundOf } from './read-arrived.ts';
import type { Wish } from './wish.ts';

/** The mail that goes out because of one that came in, or null where none does. */
export async function passOnOf(
  app: App,
  kept: KeptMail,
  { mail }: ArrivedMail,
  passOn: Wish['passOn'],
): Promise<AppliedMail['passOn']> {
  if (passOn === null) return null;
  switch (passOn.kind) {
    case 'forward':
      return forwardOf(app, kept);
    case 'farewell':
      return { as: 'answered', mail: farewellOf(app, passOn.to, mail) };
    default:
      return never(passOn);
  }
}

/** Once for each mail, however often it is applied. */
async function forwardOf(app: App, { id }: KeptMail): Promise<AppliedMail['passOn']> {
  const to = await authorsMailbox(app);
  if (to === null) return null;
  return { as: 'forwarded', mail: { key: `forward:${id}`, to, content: { kind: 'forward', inbound: id } } };
}

/** At most one a UTC day to an address: whatever answers it by itself is not answered again. */
function farewellOf(app: App, { id, address }: Subscriber, mail: InboundMail) {
  const day = new Date(Math.floor(app.clock.now() / DAY) * DAY).toISOString().slice(0, 10);
  const key = `answer:${keyedHash(app.keyring, uniqueForm(address))}:${day}`;
  const content = { kind: 'farewell', subscriber: id, inReplyTo: messageIdOf(mail) } as const;
  return { key, to: address, content };
}

/** What may stand in a header of ours as it stands in theirs (RFC 5322 3.6.4); null for anything else. */
function messageIdOf(mail: InboundMail): string | null {
  return /^<[!-;=?-~]{3,250}>$/.exec(header(mail, 'message-id').trim())?.[0] ?? null;
}

/** Where a person's mail goes on to; null when it stays here. */
async function authorsMailbox(app: App): Promise<EmailAddress | null> {
  const { forward, address } = inboundOf(app);
  if (forward === 'nobody') return null;
  const calendar = await lastKnownCalendar(app);
  const to = forward !== 'author' ? forward : calendar === null ? null : authorOf(calendar);
  if (to === null) return sayOnce(app, 'the calendar has no address of the author');
  if (readOurAddress(address, to) === null) return to;
  return sayOnce(
    app,
    'it would come in here again: INBOUND_FORWARD, or the address of the author, is one of our own',
  );
}

const told = new WeakSet<App>();

function sayOnce(app: App, why: string): null {
  if (!told.has(app)) app.log.warn(`mail of people stays here, and is forwarded to nobody: ${why}`);
  told.add(app);
  return null;
}
