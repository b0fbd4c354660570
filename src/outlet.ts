import type { App, OpenRelay } from './app/context.ts';
import type { RelaySettings } from './app/relay-settings.ts';
import type { Clock } from './core/clock.ts';
import { NO_LIMITS } from './domain/deliveries/limits.ts';
import type { RelayId } from './domain/deliveries/relay-record.ts';
import type { MailSigner } from './mail/dkim/signer.ts';
import { startMailbox } from './mail/mailbox/mailbox-server.ts';
import { openRelay, type Relay } from './mail/relay/relay.ts';
import { signingRelay } from './mail/relay/signing-relay.ts';
import { openSmtpRelay } from './mail/smtp/smtp-relay.ts';
import type { Workspace } from './workspace/workspace.ts';

/** The ways mail leaves: opened at first use, so commands that send nothing start no mailbox and no connection. */
export interface Outlet {
  readonly relays: App['relays'];
  close(): Promise<void>;
}

/** Beside those for editions. */
const SINGLE_CONNECTIONS = 1;

/** What the embedded mailbox is called among relays. */
const MAILBOX = 'mailbox' as RelayId;

/** Mail goes to the servers named or, when there is none, to a mailbox of our own; signed, when `openSigner` gives a signer. `name` is said in EHLO. */
export function openOutlet(
  settings: readonly RelaySettings[],
  workspace: Workspace,
  clock: Clock,
  name: string,
  openSigner: () => Promise<MailSigner | null>,
): Outlet {
  let opened: Promise<Opened> | null = null;
  const tryOpen = async (): Promise<Opened> => {
    try {
      const signer = await openSigner();
      const sign = (relay: Relay) => (signer === null ? relay : signingRelay(relay, signer, clock));
      const manner = { name, sign };
      return settings.length === 0
        ? await openMailbox(workspace, clock, manner)
        : openServers(settings, manner);
    } catch (error) {
      opened = null; // whatever stood in the way may be gone at the next call
      throw error;
    }
  };
  return {
    relays: async () => {
      opened ??= tryOpen();
      return (await opened).relays;
    },
    close: async () => {
      if (opened !== null) await (await opened).close();
    },
  };
}

/** What all relays have in common. */
interface Manner {
  readonly name: string;
  /** Has a relay sign what it is given, where there is a key. */
  readonly sign: (relay: Relay) => Relay;
}

interface Opened {
  readonly relays: readonly OpenRelay[];
  close(): Promise<void>;
}

function openServers(settings: readonly RelaySettings[], manner: Manner): Opened {
  const relays = settings.map(({ id, limits, url }) => pathsTo(url, id, limits, manner));
  return { relays, close: async () => closeAll(relays) };
}

async function openMailbox(workspace: Workspace, clock: Clock, manner: Manner): Promise<Opened> {
  const mailbox = await startMailbox({ folder: workspace.mailboxFolder, clock });
  const relays = [pathsTo(mailbox.url, MAILBOX, NO_LIMITS, manner)];
  const close = async (): Promise<void> => {
    closeAll(relays);
    await mailbox.close();
  };
  return { relays, close };
}

/** Our own client for editions: one round trip a message. nodemailer for what is single. */
function pathsTo(url: string, id: RelayId, limits: OpenRelay['limits'], { name, sign }: Manner): OpenRelay {
  const bulk = sign(openSmtpRelay(url, { name }));
  const single = sign(openRelay(url, { name, maxConnections: SINGLE_CONNECTIONS }));
  return { id, limits, bulk, single };
}

function closeAll(relays: readonly OpenRelay[]): void {
  for (const { bulk, single } of relays) {
    bulk.close();
    single.close();
  }
}
