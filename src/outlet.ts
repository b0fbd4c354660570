import type { App } from './app/context.ts';
import type { Clock } from './core/clock.ts';
import { startMailbox } from './mail/mailbox/mailbox-server.ts';
import { openRelay, type Relay } from './mail/relay/relay.ts';
import { openSmtpRelay } from './mail/smtp/smtp-relay.ts';
import type { Workspace } from './workspace/workspace.ts';

/** The way mail leaves: opened at first use, so commands that send nothing start no mailbox and no connection. */
export interface Outlet {
  readonly relay: App['relay'];
  close(): Promise<void>;
}

interface OpenOutlet {
  /** Our own client: one round trip a message. */
  readonly bulk: Relay;
  /** nodemailer. */
  readonly single: Relay;
  readonly close: () => Promise<void>;
}

/** Mail goes to `smtpUrl` or, when that is null, to a mailbox of our own. `name` is said in EHLO. */
export function openOutlet(smtpUrl: string | null, workspace: Workspace, clock: Clock, name: string): Outlet {
  let opened: Promise<OpenOutlet> | null = null;
  const tryOpen = async (): Promise<OpenOutlet> => {
    try {
      return await open(smtpUrl, workspace, clock, name);
    } catch (error) {
      opened = null; // whatever stood in the way may be gone at the next call
      throw error;
    }
  };
  return {
    relay: async (path) => {
      opened ??= tryOpen();
      return (await opened)[path];
    },
    close: async () => {
      if (opened !== null) await (await opened).close();
    },
  };
}

async function open(
  smtpUrl: string | null,
  workspace: Workspace,
  clock: Clock,
  name: string,
): Promise<OpenOutlet> {
  const server =
    smtpUrl === null ? await startMailbox({ folder: workspace.mailboxFolder, clock }) : theirs(smtpUrl);
  const bulk = openSmtpRelay(server.url, { name });
  const single = openRelay(server.url, { name });
  const close = async (): Promise<void> => {
    bulk.close();
    single.close();
    await server.close();
  };
  return { bulk, single, close };
}

/** A server that is not ours to end. */
function theirs(url: string): { readonly url: string; close(): Promise<void> } {
  return { url, close: async () => {} };
}
