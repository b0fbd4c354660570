import { fileURLToPath } from 'node:url';
import { type EmailAddress, parseEmailAddress } from '../../src/core/email-address.ts';
import type { EditionHeaders, EditionReader } from '../../src/mail/compose/edition-mail.ts';
import { messageIdFor } from '../../src/mail/compose/message-id.ts';
import type { EditionView } from '../../src/mail/compose/render-edition.ts';

/** The templates that ship. */
export const EMAILS = fileURLToPath(new URL('../../emails', import.meta.url));

export const BLOG = {
  title: 'Professional Imposter Syndrome',
  url: 'https://blog.example',
  language: 'en',
} as const;

export const OPENED_AT = Date.UTC(2026, 11, 8, 19);

export function address(text: string): EmailAddress {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.address;
}

/** An edition as `app` would ask for it; a test changes what it is about. */
export function editionView(changes: Partial<EditionView> = {}): EditionView {
  return {
    blog: BLOG,
    subject: 'Raft, part 1',
    preheader: 'How several machines agree.',
    title: 'Raft, part 1: a leader for a while',
    track: 'Distributed systems',
    details: ['8 December 2026', 'Part 1 of 4'],
    articleHtml: '<p class="a-text">A term is a number.</p>',
    articleText: 'A term is a number.\n',
    postUrl: 'https://blog.example/posts/raft-1/',
    leaveUrl: 'https://blog.example/leave',
    postalAddress: 'PO Box 1, Seattle WA, USA',
    ...changes,
  };
}

export function editionHeaders(changes: Partial<EditionHeaders> = {}): EditionHeaders {
  return {
    from: { name: 'Ali', address: address('ali@blog.example') },
    replyTo: { name: null, address: address('reply@blog.example') },
    envelopeFrom: 'bounce@blog.example',
    date: OPENED_AT,
    blog: BLOG,
    owner: address('ali@blog.example'),
    helpUrl: 'https://blog.example/leave',
    archiveUrl: 'https://blog.example/archive/',
    postUrl: 'https://blog.example/posts/raft-1/',
    editionKey: 'regular:raft-1',
    ...changes,
  };
}

export function alice(changes: Partial<EditionReader> = {}): EditionReader {
  return {
    address: address('alice@example.org'),
    name: 'Alice',
    messageId: messageIdFor(['1', '7'], 'a key', 'blog.example'),
    unsubscribeUrl: 'https://blog.example/unsubscribe/u1.abcdef?a=1&b=2',
    unsubscribeAddress: null,
    preferencesUrl: 'https://blog.example/preferences/v1.7.0.abcdef?a=1&b=2',
    bounceAddress: null,
    ...changes,
  };
}
