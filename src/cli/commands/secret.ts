import { forgetLostSecret, type LostSecret, lookAtLostSecret } from '../../app/forget-lost-secret.ts';
import { type ListedKey, listKeys } from '../../app/list-keys.ts';
import { retireSecret } from '../../app/retire-secret.ts';
import { rotateSecret } from '../../app/rotate-secret.ts';
import type { KeyId } from '../../core/keyring.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { agreed } from '../input.ts';
import { counted } from '../words.ts';

interface Options {
  readonly json?: boolean;
}

/** `fortnight secret list`. */
export async function list(environment: Environment, { json }: Options): Promise<ExitCode> {
  const { terminal, config, workspace, now } = environment;
  const { kept, keys } = await listKeys(config(), workspace(), now());
  if (json === true) terminal.out(JSON.stringify({ version: 1, kept, keys: keys.map(asJson) }, null, 2));
  else printKeys(environment, keys);
  return 0;
}

/** `fortnight secret rotate`. */
export async function rotate(environment: Environment, { json }: Options): Promise<ExitCode> {
  const { terminal, config, workspace, now } = environment;
  const keys = await rotateSecret(config(), workspace(), now());
  if (json === true) {
    terminal.out(JSON.stringify({ version: 1, kept: 'file', keys: keys.map(asJson) }, null, 2));
    return 0;
  }
  terminal.out(
    'there is a new secret: what is running signs with it within a second, and old links stay good',
  );
  printKeys(environment, keys);
  return 0;
}

/** `fortnight secret retire KEY [--yes]`. */
export async function retire(
  environment: Environment,
  id: KeyId,
  { yes }: { readonly yes?: boolean },
): Promise<ExitCode> {
  const question = `Retire ${id}? Every link that it signed stops working, also those by which readers leave. This cannot be undone.`;
  const answer = await agreed(environment, question, yes);
  if (answer !== 'agreed') return answer;
  const { config, workspace, terminal } = environment;
  const keys = await retireSecret(config(), workspace(), id);
  terminal.out(`${id} is retired`);
  printKeys(environment, keys);
  return 0;
}

/** `fortnight secret forget-lost [--yes]`. */
export async function forgetLost(
  environment: Environment,
  { yes }: { readonly yes?: boolean },
): Promise<ExitCode> {
  const { terminal } = environment;
  const app = await environment.app({ anyAddressKey: true });
  const lost = await lookAtLostSecret(app);
  if (lost === null) {
    terminal.out('nothing is lost: the addresses here are hashed with the secret there is');
    return 0;
  }
  const answer = await agreed(environment, questionAbout(lost), yes);
  if (answer !== 'agreed') return answer;
  const after = await forgetLostSecret(app, environment.stop());
  if (after === null) {
    terminal.err('stopped half-way: run the command again, and it goes on');
    return 1;
  }
  terminal.out(
    `the addresses of ${counted(after.readers, 'reader')} are hashed with the secret there is now`,
  );
  terminal.out(
    `${counted(after.suppressions, 'suppression')} of nobody who is known: which addresses were meant, nobody can tell any more`,
  );
  return 0;
}

function questionAbout({ readers, suppressions }: LostSecret): string {
  const kept = `Forget the lost secret? The addresses of ${counted(readers, 'reader')} are hashed anew, with what is noted about them.`;
  const gone = `${counted(suppressions, 'suppression')} of nobody who is known will never be recognised again: if such an address comes by a form or a list, it is mailed.`;
  return `${kept} ${gone} Stop everything that runs on this database first. This cannot be undone.`;
}

function printKeys({ terminal }: Environment, keys: readonly ListedKey[]): void {
  for (const key of keys) {
    const since = key.since === null ? 'since the beginning' : `since ${day(key.since)}`;
    terminal.out(`${terminal.paint('strong', key.id)}  ${since.padEnd(19)}  ${needs(key)}`);
  }
}

function needs({ current, until, hashesAddresses }: ListedKey): string {
  const before = until === null ? 'while it was current' : `until ${day(until)}`;
  const links = current
    ? 'signs links and Message-IDs'
    : `needed by the mails sent ${before}: their unsubscribe links, and bounces that name them`;
  return hashesAddresses ? `${links}; by it, addresses that must not be mailed are known` : links;
}

function asJson({ since, until, ...key }: ListedKey) {
  const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  return { ...key, since: instant(since), until: instant(until) };
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
