import { eraseReader } from '../../app/erase-reader.ts';
import { allSubscribers, type ExportFormat, exportSubscribers } from '../../app/export-subscribers.ts';
import { subscribe } from '../../app/subscribe.ts';
import { AppError } from '../../core/errors.ts';
import type { Subscriber } from '../../domain/readers/subscriber.ts';
import type { Environment, ExitCode } from '../environment.ts';

/** `fortnight subscribers add`: the same as the form. */
export async function add(
  environment: Environment,
  address: string,
  options: { readonly name?: string },
): Promise<ExitCode> {
  const answer = await subscribe(await environment.app(), {
    address,
    name: options.name ?? null,
    door: 'author',
    wording: 'added by the author on the command line',
    formVersion: 'cli',
  });
  if (answer.kind === 'bad-address')
    throw new AppError('invalid', `"${address}" is not an address: ${answer.reason}`);
  if (answer.kind !== 'accepted') throw new AppError('conflict', `${address} cannot be asked now`);
  const words = {
    pending: answer.mailed
      ? 'is asked to confirm: the worker sends the mail'
      : 'has been asked to confirm as often as it may be (once a day, three times a year); nothing was sent',
    'already-active': 'is subscribed already',
    suppressed: 'must not be mailed (it complained, or was excluded); nothing was done',
  };
  environment.terminal.out(`${address} ${words[answer.outcome]}`);
  return answer.outcome === 'suppressed' ? 1 : 0;
}

/** `fortnight subscribers list`. */
export async function list(
  environment: Environment,
  options: { readonly state?: Subscriber['state']['kind']; readonly json?: boolean },
): Promise<ExitCode> {
  const { terminal } = environment;
  const app = await environment.app();
  for await (const reader of allSubscribers(app, options.state ?? null)) {
    const since = new Date(reader.state.since).toISOString();
    if (options.json === true) {
      terminal.out(
        JSON.stringify({
          id: reader.id,
          address: reader.address,
          name: reader.name,
          state: reader.state.kind,
          since,
        }),
      );
    } else {
      terminal.out(
        `${reader.state.kind.padEnd(12)}  ${since.slice(0, 10)}  ${reader.address}${reader.name === null ? '' : `  ${reader.name}`}`,
      );
    }
  }
  const count = await app.store.countSubscribers();
  terminal.err(
    terminal.paint(
      'muted',
      `${count.active} active, ${count.pending} pending, ${count.unsubscribed} unsubscribed`,
    ),
  );
  return 0;
}

/** `fortnight subscribers export`. */
export async function exportAll(
  environment: Environment,
  options: { readonly format: ExportFormat },
): Promise<ExitCode> {
  const app = await environment.app();
  for await (const lines of exportSubscribers(app, options.format)) environment.terminal.out(lines);
  return 0;
}

/** `fortnight subscribers remove ADDRESS`. */
export async function remove(environment: Environment, address: string): Promise<ExitCode> {
  await eraseReader(await environment.app(), address);
  environment.terminal.out(
    `${address} is erased: the address is forgotten, and never mailed again unless its owner asks anew`,
  );
  return 0;
}
