import type { Clock } from '../core/clock.ts';
import type { Keyring } from '../core/keyring.ts';
import type { Log } from '../core/log.ts';
import type { Timers } from '../core/timers.ts';
import type { RelayLimits } from '../domain/deliveries/limits.ts';
import type { RelayId } from '../domain/deliveries/relay-record.ts';
import type { MakePicture } from '../domain/pictures/made.ts';
import type { Draw } from '../domain/posts/drawing.ts';
import type { Relay } from '../mail/relay/relay.ts';
import type { Templates } from '../mail/templates/templates.ts';
import type { Makers } from '../site/build.ts';
import type { Store } from '../store/store.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Config } from './config.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import type { PostText } from './listener-errand.ts';
import type { Deploy } from './open-deploy.ts';
import type { FetchText } from './sns-certificates.ts';

/** What every verb works with. Made once, by the composition root. */
export interface App {
  /** Names just this program: what another one made is made anew. */
  readonly version: string;
  readonly config: Config;
  readonly workspace: Workspace;
  readonly clock: Clock;
  /** Uniform in [0, 1): jitter and nothing else. */
  readonly random: () => number;
  readonly store: Store;
  readonly keyring: Keyring;
  readonly doorkeeper: Doorkeeper;
  readonly templates: Templates;
  /** Draws what mails show as pictures. */
  readonly draw: Draw;
  /** Makes the files of the pictures that lie beside posts. */
  readonly makePicture: MakePicture;
  /** Makes the articles of a site that is built whole, on other threads where there are any. */
  readonly makers: Makers;
  /** The servers that take our mail, in order of preference, opened at first use: those of SMTP_URL and its like, or the embedded mailbox. */
  readonly relays: () => Promise<readonly OpenRelay[]>;
  /** Asks another host for a small text, over HTTPS: for certificates of SNS. */
  readonly fetchText: FetchText;
  /** Hands a small text to another host: for those who are told of changes of the site. */
  readonly postText: PostText;
  /** Null: the site stays on this machine. */
  readonly deploy: Deploy | null;
  /** What waits in the worker. */
  readonly timers: Timers;
  readonly log: Log;
}

/** A relay in use. */
export interface OpenRelay {
  readonly id: RelayId;
  readonly limits: RelayLimits;
  /** Keeps connections busy with many mails at once: for editions. */
  readonly bulk: Relay;
  /** For one mail now and then. */
  readonly single: Relay;
}
