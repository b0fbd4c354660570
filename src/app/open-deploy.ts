import { createHash } from 'node:crypto';
import { MINUTE } from '../core/clock.ts';
import type { Timers } from '../core/timers.ts';
import { type CommandOutcome, runCommand } from '../workspace/run-command.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Config, VARIABLES } from './config.ts';

/** In milliseconds. */
const LIMIT = 10 * MINUTE;

/** What the author's command may know of our own settings. The others hold secrets, and are none of its business. */
const LENT = new Set(['FORTNIGHT_URL', 'PORT', 'HOST']);

/** The author's way of carrying the site to another host. */
export interface Deploy {
  /** Another one for another command; tells nothing of it. */
  readonly name: string;
  /** Carries the site as it lies there now. Never rejects. */
  carry(signal: AbortSignal): Promise<CommandOutcome>;
}

/** The deploy command of the configuration; null when there is none. `environment` is what it is run with, without our settings. */
export function openDeploy(
  { deployCommand: command }: Config,
  { root, siteFolder }: Workspace,
  environment: Readonly<Record<string, string | undefined>>,
  timers: Timers,
): Deploy | null {
  if (command === null) return null;
  const lent = Object.entries(environment).filter(([name]) => LENT.has(name) || !isOurs(name));
  const given = { ...Object.fromEntries(lent), SITE_FOLDER: siteFolder };
  return {
    name: createHash('sha256').update(command).digest('hex'),
    carry: (signal) =>
      runCommand({ command, folder: root, environment: given, limit: LIMIT }, timers, signal),
  };
}

function isOurs(name: string): boolean {
  return VARIABLES.some((variable) => variable.name === name) || /^SMTP_URL_[2-9]$/.test(name);
}
