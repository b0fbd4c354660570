/** An IMAP mailbox (RFC 9051), and how to reach it. */
export interface ImapMailbox {
  readonly host: string;
  readonly port: number;
  /** `tls`: from the first byte; `starttls`: upgraded or not used; `plain`: never encrypted, on this machine alone. */
  readonly security: 'tls' | 'starttls' | 'plain';
  readonly user: string;
  readonly password: string;
  /** Which one, e.g. `INBOX`. */
  readonly folder: string;
}

/** For logs: the host and the folder. The user may be an address, and the password is nobody's business. */
export function describeMailbox({ host, port, folder }: ImapMailbox): string {
  return `${folder} at ${host.includes(':') ? `[${host}]` : host}:${port}`;
}
