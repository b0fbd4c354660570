import type { ImapFlow } from 'imapflow';
import type { ImapMailbox } from './mailbox-address.ts';
import { connectionTo } from './mailbox-connection.ts';
import { type MailboxFault, mailboxFault } from './mailbox-fault.ts';

/** What a look at a mailbox found. */
export interface MailboxProbe extends Pick<ImapMailbox, 'host' | 'port' | 'security' | 'folder'> {
  /** The server's first words; null when there were none. */
  readonly greeting: string | null;
  /** The version of TLS; null while nothing is encrypted. */
  readonly tls: string | null;
  /** What the server can do, after the login. */
  readonly capabilities: readonly string[];
  /** Whether new mail is told of at once (RFC 2177), instead of being looked for every two minutes. */
  readonly idle: boolean;
  /** Of the folder; null when it could not be opened. */
  readonly messages: number | null;
  readonly unseen: number | null;
  /** The folders there are, when the one that was named is not among them. */
  readonly folders: readonly string[];
  readonly failure: MailboxFault | null;
}

/** Logs in and opens the folder, and changes nothing. Whatever goes wrong is in the result; never rejects. */
export async function probeMailbox(
  mailbox: ImapMailbox,
  authorities: string | null,
  signal: AbortSignal,
): Promise<MailboxProbe> {
  const client = connectionTo(mailbox, { authorities, largest: MOST_WORDS });
  let broken: Error | null = null;
  client.on('error', (error: Error) => {
    broken = error;
  });
  const end = (): void => client.close();
  if (signal.aborted) end();
  signal.addEventListener('abort', end);
  try {
    await client.connect();
    const { exists, unseen } = await openFolder(client, mailbox.folder);
    return { ...found(client, mailbox), messages: exists, unseen, folders: [], failure: null };
  } catch (error) {
    const failure = mailboxFault(broken ?? error, mailbox);
    const folders = failure.kind === 'folder' ? await foldersOf(client) : [];
    return { ...found(client, mailbox), messages: null, unseen: null, folders, failure };
  } finally {
    signal.removeEventListener('abort', end);
    client.close();
  }
}

/** No message is asked for. In octets. */
const MOST_WORDS = 1024 * 1024;

async function openFolder(
  client: ImapFlow,
  folder: string,
): Promise<{ readonly exists: number; readonly unseen: number | null }> {
  // Read-only, so that no mail loses its mark of being new.
  const { exists } = await client.mailboxOpen(folder, { readOnly: true });
  const status = await client.status(folder, { unseen: true });
  return { exists, unseen: status === false ? null : (status.unseen ?? null) };
}

function found(
  { capabilities, greeting, tls }: ImapFlow,
  { host, port, security, folder }: ImapMailbox,
): Omit<MailboxProbe, 'messages' | 'unseen' | 'folders' | 'failure'> {
  const names = [...capabilities.keys()];
  return {
    host,
    port,
    security,
    folder,
    greeting: greeting ?? null,
    tls: tls === undefined || tls === false ? null : (tls.version ?? 'TLS'),
    capabilities: names,
    idle: names.includes('IDLE'),
  };
}

async function foldersOf(client: ImapFlow): Promise<readonly string[]> {
  try {
    return (await client.list({ listOnly: true })).map(({ path }) => path);
  } catch {
    // Only a help for what failed already.
    return [];
  }
}
