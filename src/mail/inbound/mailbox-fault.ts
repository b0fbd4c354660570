import { redactAddress } from '../../core/email-address.ts';
import { AppError, messageOf, systemCodeOf } from '../../core/errors.ts';
import { describeMailbox, type ImapMailbox } from './mailbox-address.ts';

/** Why a mailbox cannot be read, in words. */
export interface MailboxFault {
  /** `login`, `folder` and `tls` stay until somebody changes something; `keeping`: the mailbox is fine, and a mail could not be kept here. */
  readonly kind: 'login' | 'folder' | 'tls' | 'connection' | 'keeping';
  readonly words: string;
  readonly help: string;
}

/** A mail could not be kept: to be asked for again. */
export class NotKept extends Error {
  constructor(cause: unknown) {
    super(messageOf(cause), { cause });
    this.name = 'NotKept';
  }
}

/** What an error of a connection means. Never repeats the password. */
export function mailboxFault(error: unknown, mailbox: ImapMailbox): MailboxFault {
  const where = describeMailbox(mailbox);
  if (error instanceof NotKept)
    return {
      kind: 'keeping',
      words: `a mail of ${where} could not be kept: ${error.message}`,
      help: keepingHelp(error.cause),
    };
  const signs = signsOf(error);
  if (signs.authenticationFailed && signs.serverResponseCode !== 'UNAVAILABLE')
    return {
      kind: 'login',
      words: `the login for ${where} was refused${said(signs.response)}`,
      help: 'user name or password in IMAP_URL is wrong: write both percent-encoded; many providers want a password made for programs, or IMAP to be switched on',
    };
  if (signs.mailboxMissing)
    return {
      kind: 'folder',
      words: `there is no folder ${mailbox.folder} in the mailbox at ${mailbox.host}`,
      help: 'write a folder that is there at the end of IMAP_URL, such as /INBOX: `fortnight inbound test` lists them',
    };
  const code = systemCodeOf(error) ?? '';
  if (signs.tlsFailed || /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ALTNAME|_SSL_|^ERR_TLS/.test(code))
    return {
      kind: 'tls',
      words: `no safe connection to ${where}: ${redacted(messageOf(error))}`,
      help: TLS_HELP[mailbox.security],
    };
  return {
    kind: 'connection',
    words: `the connection to ${where} failed: ${redacted(messageOf(error))}${said(signs.response)}`,
    help: 'look at host and port in IMAP_URL, and whether the server runs; it is tried again by itself',
  };
}

function keepingHelp(cause: unknown): string {
  return (cause instanceof AppError ? cause.help : null) ?? 'it stays in the mailbox and is tried again';
}

const TLS_HELP = {
  tls: 'the certificate must be valid and for the host in IMAP_URL; a port that begins in plain text is written imap://',
  starttls: 'the server must offer STARTTLS with a valid certificate, or be named with imaps://',
  plain: 'a port that speaks TLS from the first byte is written imaps://',
} as const;

interface Signs {
  readonly authenticationFailed: boolean;
  readonly mailboxMissing: boolean;
  readonly tlsFailed: boolean;
  readonly serverResponseCode: string;
  readonly response: string;
}

function signsOf(error: unknown): Signs {
  const fields: Readonly<Record<string, unknown>> =
    typeof error === 'object' && error !== null ? { ...error } : {};
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  return {
    authenticationFailed: fields['authenticationFailed'] === true,
    mailboxMissing: fields['mailboxMissing'] === true,
    tlsFailed: fields['tlsFailed'] === true,
    serverResponseCode: text('serverResponseCode'),
    response: text('response') || text('responseText'),
  };
}

function said(response: string): string {
  return response === '' ? '' : ` (${redacted(response)})`;
}

/** On one line, no more of it than a line, and without whole addresses: servers like to repeat the user's. */
function redacted(text: string): string {
  return text
    .slice(0, 200)
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/[^\s<>@]+@[^\s<>@]+/g, redactAddress);
}
