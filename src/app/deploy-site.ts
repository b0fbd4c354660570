import { createHash } from 'node:crypto';
import { retryDelay } from '../core/backoff.ts';
import { precompress } from '../site/precompress.ts';
import type { CommandOutcome } from '../workspace/run-command.ts';
import { tellAuthor } from './author.ts';
import type { App } from './context.ts';
import {
  type DeployNote,
  type Failing,
  isDeployDue,
  readDeployNote,
  writeDeployNote,
} from './deploy-note.ts';
import { lastKnownCalendar } from './known-calendar.ts';
import type { Deploy } from './open-deploy.ts';
import { siteMadeFrom } from './site-note.ts';

/** The author hears of it when that many in a row have failed: most troubles of a network are over by then. */
const TELL_AFTER = 4;

/** How the deploy command stands, for `status`. */
export type DeployStanding =
  | { readonly kind: 'carried'; readonly at: number }
  | { readonly kind: 'owed' }
  | ({ readonly kind: 'failing' } & Pick<Failing, 'since' | 'attempts' | 'why' | 'next'>);

/**
 * Runs the author's deploy command if the site has changed since it last succeeded, another command is set, it was interrupted, or
 * it failed and its pause is over; with `anew` (a worker that takes over) without waiting for that. Its failure is logged with
 * the last lines it printed, tried again after 1, 5, 15, 60 and then every 240 minutes, and told to the author at the fourth.
 * One process at a time may call it: the one that has the lease.
 */
export async function deploySite(
  app: App,
  { anew, signal }: { readonly anew: boolean; readonly signal: AbortSignal },
): Promise<'nothing to do' | CommandOutcome['kind']> {
  const { deploy } = app;
  const site = deploy === null ? null : await nameOfSite(app, deploy);
  if (deploy === null || site === null) return 'nothing to do';
  const { data } = app.workspace;
  const note = await readDeployNote(data);
  if (!isDeployDue(anew ? withoutPause(note) : note, site, app.clock.now())) return 'nothing to do';
  const before = note.kind === 'owed' ? note.failing : null;
  // What is interrupted from here on has left something between two sites there, and is owed.
  await writeDeployNote(data, { kind: 'owed', failing: before });
  // The other host gets them too.
  await precompress(app.workspace.siteFolder, signal);
  const outcome = await deploy.carry(signal);
  if (outcome.kind === 'done') {
    await writeDeployNote(data, { kind: 'carried', site, at: app.clock.now() });
    app.log.info('the site was deployed');
  }
  if (outcome.kind === 'failed') await afterFailure(app, site, before, outcome);
  return outcome.kind;
}

/** How far the deploying is; null when no command is set. */
export async function deployStanding(app: App): Promise<DeployStanding | null> {
  if (app.deploy === null) return null;
  const note = await readDeployNote(app.workspace.data);
  if (note.kind === 'owed' && note.failing !== null) {
    const { since, attempts, why, next } = note.failing;
    return { kind: 'failing', since, attempts, why, next };
  }
  if (note.kind === 'carried' && note.site === (await nameOfSite(app, app.deploy)))
    return { kind: 'carried', at: note.at };
  return { kind: 'owed' };
}

/** Names what is to be carried, and by what; null while the site is being written, or nobody knows what it was made from. */
async function nameOfSite(app: App, deploy: Deploy): Promise<string | null> {
  const made = await siteMadeFrom(app.workspace.data);
  if (made === null || !/^[0-9a-f]{64}$/.test(made)) return null;
  return createHash('sha256').update(made).update(deploy.name).digest('hex');
}

function withoutPause(note: DeployNote): DeployNote {
  return note.kind === 'owed' ? { kind: 'owed', failing: null } : note;
}

async function afterFailure(
  app: App,
  site: string,
  before: Failing | null,
  { why, lines }: Extract<CommandOutcome, { kind: 'failed' }>,
): Promise<void> {
  const now = app.clock.now();
  const attempts = (before?.attempts ?? 0) + 1;
  const next = now + retryDelay(attempts, app.random);
  const failing = { since: before?.since ?? now, attempts, site, why, next };
  await writeDeployNote(app.workspace.data, { kind: 'owed', failing });
  const said = lines.length === 0 ? 'It printed nothing.' : `It printed last:\n  ${lines.join('\n  ')}`;
  app.log.warn(`the deploy command ${why}; it is run again at ${utc(next)}. ${said}`);
  if (attempts >= TELL_AFTER) await tellOfFailure(app, failing, lines);
}

/** Once for failures in a row, however many. */
async function tellOfFailure(app: App, { since, attempts, why }: Failing, lines: readonly string[]) {
  const calendar = await lastKnownCalendar(app);
  if (calendar === null) return;
  await tellAuthor(app, calendar, `deploy:${since}`, {
    subject: 'The site does not reach its other host',
    paragraphs: [
      `The deploy command failed ${attempts} times since ${utc(since)}. The last time it ${why}.`,
      ...(lines.length === 0 ? [] : ['It printed last:', ...lines]),
      'Mail goes out all the same, and links in it may lead to pages that are not there yet. The command is run again every four hours at least, and as soon as the site changes or the worker is started anew; `fortnight status` says how it stands.',
    ],
    links: [],
  });
}

function utc(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
