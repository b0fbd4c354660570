import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Timers } from '../core/timers.ts';
import type { Keyring } from '../core/tokens.ts';
import type { Relay } from '../mail/relay/relay.ts';
import type { Templates } from '../mail/templates/templates.ts';
import type { Store } from '../store/store.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Config } from './config.ts';

/** What every verb works with. Made once, by the composition root. */
export interface App {
  /** Of this program: pages made by another version are made anew. */
  readonly version: string;
  readonly config: Config;
  readonly workspace: Workspace;
  readonly clock: Clock;
  /** Uniform in [0, 1): jitter and nothing else. */
  readonly random: () => number;
  readonly store: Store;
  readonly keyring: Keyring;
  readonly templates: Templates;
  /**
   * The server that takes our mail, opened at first use: an SMTP_URL's, or the embedded mailbox. `bulk` keeps connections busy with
   * many mails at once (editions); `single` is for one mail now and then.
   */
  readonly relay: (path: 'bulk' | 'single') => Promise<Relay>;
  /** What waits in the worker. */
  readonly timers: Timers;
  readonly log: Log;
}
