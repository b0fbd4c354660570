import { readerAt } from '../../app/reader-at.ts';
import { readerHistory } from '../../app/reader-history.ts';
import { suppressAddress, unsuppressAddress } from '../../app/suppress-address.ts';
import { type Following, followingEndWords } from '../../domain/readers/following.ts';
import type { SuppressionReason } from '../../domain/readers/subscriber.ts';
import type { ReaderRecord } from '../../store/subscriber-store.ts';
import type { Environment, ExitCode } from '../environment.ts';
import type { Terminal } from '../terminal.ts';
import { moment } from '../words.ts';

interface Options {
  readonly json?: boolean;
}

/** `fortnight subscribers show ADDRESS`: all that is kept about a reader. */
export async function show(environment: Environment, address: string, { json }: Options): Promise<ExitCode> {
  const { terminal } = environment;
  const app = await environment.app();
  const record = await readerAt(app, address);
  const followings = await app.store.followingsOf(record.subscriber.id);
  if (json === true) {
    const series = followings.map(({ series: id, since, ended }) => ({
      series: id,
      since: iso(since),
      ended: ended === null ? null : { at: iso(ended.at), why: ended.why },
    }));
    terminal.out(JSON.stringify({ version: 1, ...asJson(record), followings: series }, null, 2));
  } else printRecord(record, followings, terminal);
  return 0;
}

function printRecord(
  { subscriber, suppression, consent }: ReaderRecord,
  followings: readonly Following[],
  { out, paint }: Terminal,
): void {
  const { id, address, name, state, createdAt } = subscriber;
  const how = state.kind === 'unsubscribed' ? `, by ${state.how}` : '';
  out(`${paint('strong', address)}${name === null ? '' : `  ${name}`}`);
  const lines = [
    ['number', String(id)],
    ['state', `${state.kind} since ${moment(state.since)}${how}`],
    ['known', `since ${moment(createdAt)}`],
    ...(suppression === null ? [] : [['never mailed', paint('warn', suppression)]]),
    ...(consent === null ? [] : [['agreed', `${moment(consent.consent.at)}, by ${consent.consent.door}`]]),
    ...(consent === null ? [] : [['', consent.consent.wording]]),
    ...followings.map((following) => ['series', followingWords(following)]),
  ];
  for (const [label = '', words = ''] of lines) out(`  ${paint('muted', label.padEnd(12))}  ${words}`);
}

function followingWords({ series, since, ended }: Following): string {
  const over = ended === null ? '' : `, until ${moment(ended.at)}: ${followingEndWords(ended.why)}`;
  return `${series} from its beginning, since ${moment(since)}${over}`;
}

/** As many as a screen holds. */
const MOST_FOUND = 50;

/** `fortnight subscribers find TEXT`: 1 when nobody is found. */
export async function find(environment: Environment, text: string, { json }: Options): Promise<ExitCode> {
  const { terminal } = environment;
  const { store } = await environment.app();
  const found = await store.findReaders(text, MOST_FOUND + 1);
  const shown = found.slice(0, MOST_FOUND);
  const more = found.length > shown.length;
  if (json === true) {
    terminal.out(JSON.stringify({ version: 1, readers: shown.map(asJson), more }, null, 2));
    return shown.length === 0 ? 1 : 0;
  }
  for (const { subscriber, suppression } of shown) {
    const { address, name, state } = subscriber;
    const stands = suppression === null ? state.kind : `${state.kind}, ${suppression}`;
    terminal.out(`${stands.padEnd(12)}  ${address}${name === null ? '' : `  ${name}`}`);
  }
  if (shown.length === 0) terminal.err(`no address or name holds "${text}"`);
  if (more) terminal.err(terminal.paint('muted', `and more: these are the first ${MOST_FOUND}`));
  return shown.length === 0 ? 1 : 0;
}

/** `fortnight subscribers history ADDRESS`: what happened to a reader, in the order of time. */
export async function history(
  environment: Environment,
  address: string,
  { json }: Options,
): Promise<ExitCode> {
  const { terminal } = environment;
  const told = await readerHistory(await environment.app(), address);
  if (json === true) {
    const lines = told.map(({ at, words }) => ({ at: iso(at), words }));
    terminal.out(JSON.stringify({ version: 1, address, history: lines }, null, 2));
    return 0;
  }
  for (const { at, words } of told) terminal.out(`${terminal.paint('muted', moment(at))}  ${words}`);
  return 0;
}

/** `fortnight subscribers suppress ADDRESS`. */
export async function suppress(
  environment: Environment,
  address: string,
  options: Options & { readonly reason: SuppressionReason },
): Promise<ExitCode> {
  const { terminal } = environment;
  const reason = await suppressAddress(await environment.app(), address, options.reason);
  if (options.json === true) terminal.out(JSON.stringify({ version: 1, address, suppressed: reason }));
  else terminal.out(`${address} is not mailed any more (${reason})`);
  return 0;
}

/** `fortnight subscribers unsuppress ADDRESS`. */
export async function unsuppress(
  environment: Environment,
  address: string,
  { json }: Options,
): Promise<ExitCode> {
  const { terminal } = environment;
  const { lifted, reader } = await unsuppressAddress(await environment.app(), address);
  const state = reader?.state.kind ?? null;
  if (json === true) terminal.out(JSON.stringify({ version: 1, address, lifted, state }));
  else terminal.out(`${address} may be mailed again (it was ${lifted}); ${AFTERWARDS[state ?? 'nobody']}`);
  return 0;
}

const AFTERWARDS = {
  active: 'the next mailing goes to it',
  pending: 'the reader has yet to confirm',
  unsubscribed: 'the reader has left, and comes back only by subscribing',
  nobody: 'nobody has subscribed with it',
};

function asJson({ subscriber, suppression, consent }: ReaderRecord) {
  const { id, address, name, state, createdAt } = subscriber;
  return {
    id,
    address,
    name,
    state: state.kind,
    since: iso(state.since),
    how: state.kind === 'unsubscribed' ? state.how : null,
    created: iso(createdAt),
    suppression,
    consent: consent === null ? null : { ...consent.consent, at: iso(consent.consent.at) },
  };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
