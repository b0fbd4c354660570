import { type EmailAddress, parseEmailAddress } from '../core/email-address.ts';
import { readMailDomain } from '../core/mail-domain.ts';
import type { InboundAddress } from '../domain/inbound/our-addresses.ts';
import type { ImapMailbox } from '../mail/inbound/mailbox-address.ts';

/** How mail comes in, and what becomes of a person's. */
export interface InboundSettings {
  /** Where mail for us arrives: what stands in the mails we send, so that answers, bounces and farewells come back. */
  readonly address: InboundAddress;
  /** A listener for a mail server to hand mail to; null: none. */
  readonly listen: InboundListen | null;
  /** A mailbox to look into; null: none. */
  readonly mailbox: ImapMailbox | null;
  /** Where a person's mail goes on to: an address, `author` for the one in the calendar, or `nobody`, as it is read where it is. */
  readonly forward: EmailAddress | 'author' | 'nobody';
}

export interface InboundListen {
  readonly protocol: 'smtp' | 'lmtp';
  readonly host: string;
  readonly port: number;
}

/** The variables of this part, as `docs/configuration.md` lists them. */
export const INBOUND_VARIABLES = [
  {
    name: 'INBOUND_ADDRESS',
    default: 'no mail comes in',
    meaning:
      'Where mail for Fortnight arrives: a mailbox whose `news+anything@example.org` reaches it, `news@example.org`, or a whole domain, `@news.example.org`.',
  },
  {
    name: 'INBOUND_LISTEN',
    default: 'no listener',
    meaning:
      'Where a mail server hands that mail over: `lmtp://127.0.0.1:2424` or `smtp://127.0.0.1:2525`. Needs `INBOUND_ADDRESS`.',
  },
  {
    name: 'IMAP_URL',
    default: 'no mailbox',
    meaning:
      'A mailbox to fetch it from: `imaps://user:password@imap.example.org/INBOX`. Needs `INBOUND_ADDRESS`.',
  },
  {
    name: 'INBOUND_FORWARD',
    default: '`author`; with `IMAP_URL` `nobody`',
    meaning:
      "Where a person's mail goes on to: `author`, the address in the calendar; another address; or `nobody`, when it is read where it is.",
  },
] as const;

/** Reads the variables above; null when no mail comes in. What is wrong is added to `problems`, never with a password. */
export function readInbound(
  value: (name: string) => string | null,
  problems: string[],
): InboundSettings | null {
  const listen = readListen(value('INBOUND_LISTEN'), problems);
  const mailbox = readMailbox(value('IMAP_URL'), problems);
  const forward = readForward(value('INBOUND_FORWARD'), problems) ?? (mailbox === null ? 'author' : 'nobody');
  const typed = value('INBOUND_ADDRESS');
  if (typed !== null) {
    const address = readAddress(typed, problems);
    return address === null ? null : { address, listen, mailbox, forward };
  }
  const orphan = ['INBOUND_LISTEN', 'IMAP_URL', 'INBOUND_FORWARD'].find((name) => value(name) !== null);
  if (orphan !== undefined)
    problems.push(`${orphan} is set and INBOUND_ADDRESS is not: set it to the address whose mail comes in`);
  return null;
}

/** Longer, and a signed address would have more than 64 characters before the @ (RFC 5321 4.5.3.1.1). */
const LONGEST_LOCAL = 16;

function readAddress(typed: string, problems: string[]): InboundAddress | null {
  if (typed.startsWith('@')) {
    const read = readMailDomain(typed.slice(1));
    if (read.ok) return { local: null, domain: read.domain };
    problems.push(`INBOUND_ADDRESS is "${typed}": ${read.reason}`);
    return null;
  }
  const parsed = parseEmailAddress(typed);
  if (!parsed.ok) {
    problems.push(
      `INBOUND_ADDRESS is "${typed}": ${parsed.reason}; allowed is an address such as news@example.org, or a domain such as @news.example.org`,
    );
    return null;
  }
  const at = parsed.address.lastIndexOf('@');
  const local = parsed.address.slice(0, at).toLowerCase();
  if (local.length <= LONGEST_LOCAL && !local.includes('+'))
    return { local, domain: parsed.address.slice(at + 1) };
  problems.push(
    `INBOUND_ADDRESS is "${typed}"; what stands before the @ may have ${LONGEST_LOCAL} characters and no +, as signed addresses are made of it`,
  );
  return null;
}

function readListen(text: string | null, problems: string[]): InboundListen | null {
  if (text === null) return null;
  const found = /^(smtp|lmtp):\/\/(\[[\da-f:]+\]|[\w.-]+):(\d{1,5})\/?$/i.exec(text);
  const [, protocol, host = '', port] = found ?? [];
  if (found !== null && Number(port) <= 65_535)
    return {
      protocol: protocol?.toLowerCase() === 'smtp' ? 'smtp' : 'lmtp',
      host: host.replace(/^\[|\]$/g, ''),
      port: Number(port),
    };
  problems.push(`INBOUND_LISTEN is "${text}"; allowed is lmtp://127.0.0.1:2424 or smtp://127.0.0.1:2525`);
  return null;
}

function readMailbox(text: string | null, problems: string[]): ImapMailbox | null {
  if (text === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^imaps?:$/.test(url.protocol) || url.hostname === '' || url.username === '') {
    problems.push('IMAP_URL is not an IMAP URL; allowed is imaps://user:password@imap.example.org/INBOX');
    return null;
  }
  const implicit = url.protocol === 'imaps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isHere = host === 'localhost' || host === '::1' || host.startsWith('127.');
  return {
    host,
    port: url.port === '' ? (implicit ? 993 : 143) : Number(url.port),
    security: implicit ? 'tls' : isHere ? 'plain' : 'starttls',
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    folder: decodeURIComponent(url.pathname.replace(/^\/+/, '')) || 'INBOX',
  };
}

function readForward(text: string | null, problems: string[]): InboundSettings['forward'] | null {
  if (text === null || text === 'author' || text === 'nobody') return text;
  const parsed = parseEmailAddress(text);
  if (parsed.ok) return parsed.address;
  problems.push(`INBOUND_FORWARD is "${text}"; allowed is author, nobody or one address: ${parsed.reason}`);
  return null;
}
