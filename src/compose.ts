import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { demandAddressKey, demandNoSecretYet } from './app/address-key.ts';
import { readConfig } from './app/config.ts';
import type { App } from './app/context.ts';
import { openDoorkeeper } from './app/doorkeeper.ts';
import { openMailSigner } from './app/mail-signer.ts';
import { openDeploy } from './app/open-deploy.ts';
import { openArticleMakers } from './article-makers.ts';
import { type Clock, systemClock } from './core/clock.ts';
import { followSecrets, type Keyring, openKeyring } from './core/keyring.ts';
import type { Log } from './core/log.ts';
import { systemTimers, type Timers } from './core/timers.ts';
import { fetchText } from './fetch-text.ts';
import { hostOf } from './mail/compose/message-id.ts';
import { openDrawingProcess } from './mail/pictures/drawing-process.ts';
import { openResizingProcess } from './mail/pictures/resizing-process.ts';
import { openCompilerProcess } from './mail/templates/compiler-process.ts';
import { loadTemplates } from './mail/templates/templates.ts';
import { openOutlet } from './outlet.ts';
import { packageRoot, programName } from './package-root.ts';
import { openPostText } from './post-text.ts';
import { openSqliteStore } from './store/sqlite/open.ts';
import { followSecretFile, readOrMakeSecrets } from './workspace/secret-file.ts';
import { templatesFolder } from './workspace/templates-folder.ts';
import { workspaceAt } from './workspace/workspace.ts';

export interface Composition {
  readonly app: App;
  /** Closes relay, mailbox and store, in this order. */
  close(): Promise<void>;
}

export interface CompositionInput {
  /** The folder that holds `calendar/`. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  /** The system's, unless a demo or a test brings its own. */
  readonly clock?: Clock;
  readonly random?: () => number;
  /** The system's, unless a rehearsal brings its own. */
  readonly timers?: Timers;
  /** True: MJML is compiled in a process that ends, for a process that stays. */
  readonly compileApart?: boolean;
  /** Instead of those the configuration names: a rehearsal's, which are in memory. */
  readonly relays?: App['relays'];
  /** True: also with another secret than the addresses in the store were hashed with. For a rehearsal, and to mend just that. */
  readonly anyAddressKey?: boolean;
}

/** Config -> store -> secret -> context. @throws AppError `configuration` or `unavailable`, in words for the author */
export async function compose(input: CompositionInput): Promise<Composition> {
  const config = readConfig(input.environment, input.root);
  const workspace = workspaceAt(input.root, config.data);
  const clock = input.clock ?? systemClock;
  // First, because it has the words for a data folder that cannot be used.
  const store = openSqliteStore({
    path: workspace.database,
    migrationsFolder: join(packageRoot(), 'migrations'),
    clock,
  });
  try {
    return await furnish({ ...input, config, workspace, clock, store });
  } catch (error) {
    await store.close();
    throw error;
  }
}

type Foundation = CompositionInput & Pick<App, 'config' | 'workspace' | 'clock' | 'store'>;

async function furnish({ config, workspace, clock, store, ...input }: Foundation): Promise<Composition> {
  const keyring = await openSecrets({ ...input, config, workspace, clock, store });
  const outlet = openOutlet(config.relays, workspace, clock, hostOf(config.url), () =>
    openMailSigner(config.dkim, clock.now(), input.log),
  );
  const compiler = input.compileApart === true ? openCompilerProcess() : null;
  const drawing = openDrawingProcess();
  const resizing = openResizingProcess();
  const makers = openArticleMakers();
  const app: App = {
    version: programName(),
    config,
    workspace,
    clock,
    random: input.random ?? Math.random,
    store,
    keyring,
    doorkeeper: openDoorkeeper(config.signUpLimits),
    templates: loadTemplates(await templatesFolder(workspace, packageRoot()), compiler?.compile),
    draw: drawing.draw,
    makePicture: resizing.make,
    makers,
    relays: input.relays ?? outlet.relays,
    fetchText,
    postText: openPostText(input.timers ?? systemTimers),
    deploy: openDeploy(config, workspace, input.environment, input.timers ?? systemTimers),
    timers: input.timers ?? systemTimers,
    log: input.log,
  };
  const close = async (): Promise<void> => {
    compiler?.close();
    drawing.close();
    resizing.close();
    await makers.close();
    await outlet.close();
    await store.close();
  };
  return { app, close };
}

async function openSecrets(foundation: Foundation): Promise<Keyring> {
  const { store, anyAddressKey = false } = foundation;
  const keyring = await readSecrets(foundation);
  if (!anyAddressKey) await demandAddressKey({ store, keyring });
  return keyring;
}

async function readSecrets({
  config,
  workspace,
  clock,
  store,
  log,
  anyAddressKey = false,
}: Foundation): Promise<Keyring> {
  const { secretFile } = workspace;
  if (config.secrets !== null) return openKeyring(config.secrets);
  if (!anyAddressKey && !existsSync(secretFile)) await demandNoSecretYet({ store }, secretFile);
  const kept = await readOrMakeSecrets(secretFile, clock.now());
  return followSecrets(followSecretFile(secretFile, kept, clock, log));
}
