import { basename, resolve as resolvePath } from 'node:path';
import { deliveriesOf } from '../../app/deliveries-of.ts';
import { findEdition } from '../../app/find-edition.ts';
import { type Proven, resolveFromLog } from '../../app/resolve-from-log.ts';
import { resolveUncertain, type UncertainWord } from '../../app/resolve-uncertain.ts';
import { linesOf, linesOfFile } from '../../workspace/long-file.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { agreed } from '../input.ts';
import { counted } from '../words.ts';

export interface ResolveOptions {
  readonly sent?: boolean;
  readonly resend?: boolean;
  readonly log?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `fortnight resolve EDITION --sent|--resend [READER…]`: the author's word on what nobody can know. */
export async function resolveByWord(
  environment: Environment,
  key: string,
  readers: readonly string[],
  how: UncertainWord,
  { yes, json }: ResolveOptions,
): Promise<ExitCode> {
  const app = await environment.app();
  const edition = await findEdition(app, key);
  const { uncertain } = await app.store.ledger(edition.id);
  const who =
    readers.length === 0 ? counted(uncertain, 'uncertain mail') : `the mail to ${readers.join(', ')}`;
  // Whoever names readers has looked at them one by one.
  if (readers.length === 0 && uncertain > 0) {
    const answer = await agreed(environment, `${edition.key}: ${QUESTIONS[how](who)}`, yes);
    if (answer !== 'agreed') return answer;
  }
  const { resolved } = await resolveUncertain(app, edition.key, how, readers);
  const { terminal } = environment;
  if (json === true)
    terminal.out(JSON.stringify({ version: 1, edition: edition.key, how, resolved }, null, 2));
  else {
    terminal.out(`${edition.key}: ${counted(resolved, 'mail')} ${DONE[how]}`);
    if (how === 'resend' && resolved > 0) terminal.out(TWICE);
  }
  return resolved === 0 && readers.length > 0 ? 1 : 0;
}

const TWICE =
  'Some readers may get it twice. It carries the same Message-ID, so most mail programs show it once.';

const QUESTIONS: Readonly<Record<UncertainWord, (who: string) => string>> = {
  sent: (who) => `Count ${who} as sent? They are not sent again.`,
  resend: (who) => `Send ${who} once more? ${TWICE}`,
};

const DONE: Readonly<Record<UncertainWord, string>> = {
  sent: 'counted as sent',
  resend: 'to be sent once more',
};

/** `fortnight resolve EDITION --log FILE`: what the mail server's log proves. What it does not prove stays uncertain: 1. */
export async function resolveByLog(
  environment: Environment,
  key: string,
  file: string,
  { dryRun, json }: ResolveOptions,
): Promise<ExitCode> {
  const app = await environment.app();
  const edition = await findEdition(app, key);
  const piped = file === '-';
  const lines = piped ? linesOf(environment.input().stream) : linesOfFile(resolvePath(file));
  const name = piped ? 'standard input' : basename(file);
  const proven: Proven[] = [];
  for await (const one of resolveFromLog(app, edition, lines, { name, settle: dryRun !== true })) {
    proven.push(one);
    if (json !== true) environment.terminal.out(provenWords(one, dryRun === true));
  }
  const left = await uncertainBut(environment, edition.id, proven);
  if (json === true) {
    const listed = proven.map(({ delivery: { subscriber, address }, detail }) => ({
      subscriber,
      address,
      detail,
    }));
    const shown = {
      version: 1,
      edition: edition.key,
      dryRun: dryRun === true,
      proven: listed,
      uncertain: left,
    };
    environment.terminal.out(JSON.stringify(shown, null, 2));
  } else sumUp(environment, edition.key, proven.length, left, dryRun === true);
  return left === 0 ? 0 : 1;
}

function provenWords({ delivery, detail }: Proven, dryRun: boolean): string {
  const who = delivery.address ?? `erased reader ${delivery.subscriber}`;
  return `${dryRun ? 'would be sent' : 'sent'}  ${who}  ${detail}`;
}

/** Counted anew: a late answer may have settled some meanwhile. */
async function uncertainBut(
  environment: Environment,
  id: Parameters<typeof deliveriesOf>[1],
  proven: readonly Proven[],
): Promise<number> {
  const settled = new Set(proven.map(({ delivery }) => delivery.id));
  let left = 0;
  for await (const delivery of deliveriesOf((await environment.app()).store, id, 'uncertain'))
    if (!settled.has(delivery.id)) left += 1;
  return left;
}

function sumUp({ terminal }: Environment, key: string, proven: number, left: number, dryRun: boolean): void {
  const verb = dryRun ? 'would be settled' : 'settled';
  terminal.out(`${key}: ${counted(proven, 'mail')} ${verb}, ${left} still uncertain`);
  if (left > 0) {
    terminal.err(
      'What the log does not name may have arrived all the same. Only you can say otherwise: --sent or --resend.',
    );
  }
}
