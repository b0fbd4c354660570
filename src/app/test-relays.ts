import { AppError } from '../core/errors.ts';
import { hostOf } from '../mail/compose/message-id.ts';
import { probeRelay, type RelayProbe } from '../mail/smtp/probe.ts';
import type { App } from './context.ts';

/** What a look at one mail server found. */
export interface TestedRelay {
  /** `relay 1` */
  readonly name: string;
  /** The variable that names it. */
  readonly variable: string;
  readonly probe: RelayProbe;
}

/**
 * Connects to mail servers, and logs in, without sending anything: to one, counted from 1, or to all, one after the other.
 * @throws AppError `not-found` when there is no such server
 */
export async function* testRelays(
  app: App,
  number: number | null,
  signal: AbortSignal,
): AsyncGenerator<TestedRelay> {
  const named = app.config.relays.map((relay, index) => ({ ...relay, name: `relay ${index + 1}` }));
  const chosen = number === null ? named : named.slice(number - 1, number);
  if (chosen.length === 0) throw noSuchRelay(named.length, number);
  for (const { name, variable, url } of chosen) {
    const options = { name: hostOf(app.config.url), clock: app.clock };
    yield { name, variable, probe: await probeRelay(url, options, signal) };
  }
}

function noSuchRelay(known: number, number: number | null): AppError {
  if (known === 0) {
    return new AppError('not-found', 'no mail server is configured: mail stays in the embedded mailbox', {
      help: 'set SMTP_URL to the server that is to take your mail',
    });
  }
  return new AppError('not-found', `there is no relay ${number}`, {
    help: `the configuration names ${known === 1 ? 'one' : known}: \`fortnight relay status\``,
  });
}
