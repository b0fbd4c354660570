import type { App } from '../../src/app/context.ts';
import { receiveMail } from '../../src/app/receive-mail.ts';
import { ourMessageId } from '../../src/app/sender.ts';
import { makeAddressToken } from '../../src/core/address-tokens.ts';
import { HOUR } from '../../src/core/clock.ts';
import type { ArrivingMail, Received } from '../../src/domain/inbound/arriving-mail.ts';
import type { InboundId, KeptMail } from '../../src/domain/inbound/kept-mail.ts';
import { ourAddress } from '../../src/domain/inbound/our-addresses.ts';
import type { SubscriberId } from '../../src/domain/readers/subscriber.ts';
import { ALICE, hashFor } from './readers.ts';
import { openTestApp, type TestApp } from './test-app.ts';

/** Where mail comes in, in these tests: all that is for the domain. */
const INBOUND = { local: null, domain: 'news.example.org' } as const;

/** An application that takes mail in. */
export function openMailRoom(environment: Readonly<Record<string, string>> = {}): Promise<TestApp> {
  return openTestApp({ environment: { INBOUND_ADDRESS: '@news.example.org', ...environment } });
}

export interface Letter {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly body?: string;
  /** Further header lines, e.g. `Auto-Submitted: auto-replied`. */
  readonly fields?: readonly string[];
  /** Of the envelope; by default the From address. */
  readonly sender?: string;
}

let letters = 0;

/** A mail as a person's program writes it; by default Alice's, to the author. */
export function letter({ from = ALICE, to = 'hello@news.example.org', ...rest }: Letter = {}): string {
  const { subject = 'Hello', body = 'I have a question.', fields = [] } = rest;
  letters += 1;
  return [
    'Received: from mx.example.net by mail.example.org; Mon, 7 Dec 2026 18:00:00 -0800',
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Message-ID: <letter-${letters}@example.net>`,
    'Date: Mon, 7 Dec 2026 18:00:00 -0800',
    ...fields,
    'Content-Type: text/plain; charset=utf-8',
    '',
    body,
    '',
  ].join('\r\n');
}

/** Hands a message over by LMTP, as a mail server does. */
export function byServer(
  raw: string | Buffer,
  { from = ALICE, to = 'hello@news.example.org' }: { readonly from?: string; readonly to?: string } = {},
): ArrivingMail {
  return { raw: Buffer.from(raw), way: 'lmtp', envelope: { from, to: [to] } };
}

/** Sends a letter, and says what became of it. */
export async function post(app: App, written: Letter): Promise<KeptMail> {
  const { from = ALICE, to = 'hello@news.example.org', sender = from } = written;
  return keptAs(app, await receiveMail(app, byServer(letter(written), { from: sender, to })));
}

export async function keptAs(app: App, received: Received): Promise<KeptMail> {
  const kept = received.kind === 'taken' ? await app.store.inboundMail(received.id as InboundId) : null;
  if (kept === null) throw new Error(`the mail is ${received.kind}`);
  return kept;
}

/** What became of a mail: outcome, and how it was passed on. */
export function fateOf({ state }: KeptMail): readonly [string, string | null] {
  return state.kind === 'applied' ? [state.outcome, state.passedOn] : ['received', null];
}

export function unsubscribeAddress(app: App, reader: SubscriberId): string {
  return ourAddress(INBOUND, 'unsubscribe', makeAddressToken(app.keyring, 'unsubscribe-mail', [reader]));
}

export function bounceAddress(app: App, reader: SubscriberId, edition = 0): string {
  return ourAddress(INBOUND, 'bounce', makeAddressToken(app.keyring, 'bounce', [edition, reader]));
}

export function confirmAddress(app: App, reader: SubscriberId, address: string): string {
  const binding = { expiresAt: app.clock.now() + 72 * HOUR, boundTo: hashFor(app, address) };
  return ourAddress(INBOUND, 'confirm', makeAddressToken(app.keyring, 'confirm-mail', [reader], binding));
}

/** The Message-ID of a reader's copy of an edition. */
export function copyId(app: App, edition: number, reader: SubscriberId): string {
  return ourMessageId(app, 'e', edition, reader);
}
