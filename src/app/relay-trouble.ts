import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../core/clock.ts';
import { systemCodeOf } from '../core/errors.ts';
import type { RelayFault } from '../domain/deliveries/decide.ts';
import type { App } from './context.ts';

/** What the relay last had against us, while nothing has been sent since. */
export interface RelayTrouble extends RelayFault {
  readonly at: Instant;
}

/** What each fault says about the mail server, to follow "it". */
export const FAULT_WORDS: Readonly<Record<RelayFault['kind'], string>> = {
  login: 'refuses our user name or password',
  tls: 'cannot be spoken to over TLS',
  connection: 'cannot be reached',
  policy: 'refuses our mail as a matter of policy',
};

/** Leaves word of a fault for `status`, which runs in another process. It decides nothing: the ledger says what waits. */
export async function noteRelayTrouble(app: App, { kind, detail }: RelayFault): Promise<void> {
  const trouble: RelayTrouble = { kind, detail, at: app.clock.now() };
  await writeFile(fileOf(app), JSON.stringify(trouble));
}

/** Something was sent: the trouble is over. */
export async function forgetRelayTrouble(app: App): Promise<void> {
  await rm(fileOf(app), { force: true });
}

/** Null when the relay has nothing against us that we know of. */
export async function relayTrouble(app: App): Promise<RelayTrouble | null> {
  try {
    return parse(JSON.parse(await readFile(fileOf(app), 'utf8')));
  } catch (error) {
    // Half a file is one that is being written: the next look sees it.
    if (systemCodeOf(error) === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

function fileOf(app: App): string {
  return join(app.workspace.data, 'relay.trouble');
}

function parse(json: unknown): RelayTrouble | null {
  if (typeof json !== 'object' || json === null) return null;
  const { kind, detail, at }: Partial<Record<keyof RelayTrouble, unknown>> = json;
  const known = kind === 'login' || kind === 'tls' || kind === 'connection' || kind === 'policy';
  return known && typeof detail === 'string' && typeof at === 'number' ? { kind, detail, at } : null;
}
