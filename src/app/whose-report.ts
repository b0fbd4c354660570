import { addressesIn, type InboundMail } from '../domain/inbound/inbound-mail.ts';
import { repliesTo } from '../domain/inbound/intent.ts';
import { readOurAddress } from '../domain/inbound/our-addresses.ts';
import { reportText } from '../domain/inbound/returned-message.ts';
import type { App } from './context.ts';
import { inboundOf } from './read-arrived.ts';
import { mailReturnedTo, type NamedMail, readerLeavingBy } from './read-our-mail-address.ts';
import { mailNamedBy } from './reader-named-by.ts';
import { lookAtUnsubscribeLink } from './unsubscribe.ts';

/** A report names one mail of ours, or a few times the same. */
const MOST_MARKS = 50;

/**
 * Which mail of ours a report is about: by the token of the address it came back to, else by what we signed in the mail that it returns, which is its
 * Message-ID, its Return-Path or its way out. Null without proof.
 * @param token of `bounce+token@`; empty for none
 */
export async function whoseReport(app: App, mail: InboundMail, token: string): Promise<NamedMail | null> {
  const returned = returnedIn(mail);
  return (
    mailReturnedTo(app, token) ??
    (await mailNamedBy(app, [...messageIdsIn(returned), ...repliesTo(mail)])) ??
    byAddressIn(app, returned) ??
    byLinkIn(app, returned)
  );
}

/** What is returned; where that cannot be told from what the server says, all of it. Lines that were folded or wrapped are whole again. */
function returnedIn(mail: InboundMail): string {
  const { notice, returned } = reportText(mail);
  return (returned === '' ? notice : returned).replace(/=\n/g, '').replace(/\n(?:> ?)?[ \t]+/g, ' ');
}

/** Those with a MAC as ours have one; whether it is right is found out later. */
function messageIdsIn(text: string): readonly string[] {
  const found = text.matchAll(/<?[\w-]{1,20}(?:\.[\w-]{1,20}){0,6}\.[0-9a-f]{20}@[\w.-]{1,253}>?/g);
  return first(found).map(([id]) => id);
}

function byAddressIn(app: App, text: string): NamedMail | null {
  const { address } = inboundOf(app);
  const ours = addressesIn(text)
    .map((one) => readOurAddress(address, one.replace(/^mailto:/i, '')))
    .filter((one) => one !== null && one.token !== '')
    .slice(0, MOST_MARKS);
  for (const one of ours) {
    const named = one?.purpose === 'bounce' ? mailReturnedTo(app, one.token) : null;
    if (named !== null) return named;
  }
  for (const one of ours) {
    const reader = one?.purpose === 'unsubscribe' ? readerLeavingBy(app, one.token) : null;
    if (reader !== null) return { edition: null, reader };
  }
  return null;
}

function byLinkIn(app: App, text: string): NamedMail | null {
  for (const [, token = ''] of first(text.matchAll(/\/unsubscribe\/([\w.~-]{10,400})/g))) {
    const reader = lookAtUnsubscribeLink(app, token);
    if (reader !== null) return { edition: null, reader };
  }
  return null;
}

function first<Match>(matches: Iterable<Match>): readonly Match[] {
  const found: Match[] = [];
  for (const match of matches) {
    found.push(match);
    if (found.length === MOST_MARKS) break;
  }
  return found;
}
