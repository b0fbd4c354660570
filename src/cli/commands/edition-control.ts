import { cancelEdition, lookAtCancelling } from '../../app/cancel-edition.ts';
import { pauseEdition } from '../../app/pause-edition.ts';
import { resumeEdition } from '../../app/resume-edition.ts';
import { retryFailed } from '../../app/retry-failed.ts';
import type { FailReason, Ledger } from '../../domain/deliveries/delivery.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { agreed } from '../input.ts';
import { counted } from '../words.ts';

interface Options {
  readonly json?: boolean;
}

/** `fortnight edition pause EDITION`. */
export async function pause(environment: Environment, key: string, { json }: Options): Promise<ExitCode> {
  const app = await environment.app();
  const edition = await pauseEdition(app, key);
  const waiting = waitingIn(await app.store.ledger(edition.id));
  const words = `${edition.key} is paused: ${counted(waiting, 'mail')} ${waiting === 1 ? 'waits' : 'wait'} until \`fortnight edition resume ${edition.key}\``;
  return tell(environment, json, { edition: edition.key, state: 'paused', waiting }, words);
}

/** `fortnight edition resume EDITION`. */
export async function resume(environment: Environment, key: string, { json }: Options): Promise<ExitCode> {
  const app = await environment.app();
  const edition = await resumeEdition(app, key);
  const waiting = waitingIn(await app.store.ledger(edition.id));
  const words = `${edition.key} goes on: ${counted(waiting, 'mail')} to go`;
  return tell(environment, json, { edition: edition.key, state: 'open', waiting }, words);
}

/** `fortnight edition cancel EDITION [--yes]`. */
export async function cancel(
  environment: Environment,
  key: string,
  { yes, json }: Options & { readonly yes?: boolean },
): Promise<ExitCode> {
  const app = await environment.app();
  const { edition, unsent, sent } = await lookAtCancelling(app, key);
  const question = `Cancel ${edition.key}? ${counted(unsent, 'reader')} will not get it, ${sent} got it already. This cannot be undone.`;
  const answer = await agreed(environment, question, yes);
  if (answer !== 'agreed') return answer;
  await cancelEdition(app, edition.key);
  const { skipped, sent: got, sending } = await app.store.ledger(edition.id);
  const words = `${edition.key} is cancelled: ${counted(unsent, 'reader')} will not get it, ${got} got it${sending === 0 ? '' : `, ${sending} are being handed over`}`;
  return tell(
    environment,
    json,
    { edition: edition.key, state: 'cancelled', unsent, skipped, sent: got },
    words,
  );
}

/** `fortnight edition retry EDITION [READER…] [--reason REASON]`. */
export async function retry(
  environment: Environment,
  key: string,
  readers: readonly string[],
  { reason, json }: Options & { readonly reason?: FailReason },
): Promise<ExitCode> {
  const { edition, queued, suppressed } = await retryFailed(
    await environment.app(),
    key,
    readers,
    reason ?? null,
  );
  const out =
    suppressed === 0
      ? ''
      : `; ${suppressed} ${suppressed === 1 ? 'stays' : 'stay'} out, as the address must not be mailed`;
  const words = `${edition.key}: ${counted(queued, 'failed mail')} ${queued === 1 ? 'waits' : 'wait'} to be sent again${out}`;
  return tell(environment, json, { edition: edition.key, queued, suppressed }, words);
}

function waitingIn({ queued, deferred }: Ledger): number {
  return queued + deferred;
}

function tell(
  { terminal }: Environment,
  json: boolean | undefined,
  data: Readonly<Record<string, unknown>>,
  words: string,
): ExitCode {
  terminal.out(json === true ? JSON.stringify({ version: 1, ...data }, null, 2) : words);
  return 0;
}
