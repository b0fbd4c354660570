import { allInbound, findInbound } from '../../app/find-inbound.ts';
import { inboundText } from '../../app/inbound-text.ts';
import { type Replayed, replayAll, replayMail } from '../../app/replay-mail.ts';
import { takeMailFiles } from '../../app/take-mail-files.ts';
import { AppError } from '../../core/errors.ts';
import type { InboundKind } from '../../domain/inbound/classified.ts';
import type { KeptMail } from '../../domain/inbound/kept-mail.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { fateTone, fateWords, keptAsJson } from '../inbound-words.ts';
import { renderTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { counted, grouped, moment } from '../words.ts';

interface Options {
  readonly json?: boolean;
}

/** `fortnight inbound list`. */
export async function list(
  environment: Environment,
  { kind, limit, json }: Options & { readonly kind?: InboundKind; readonly limit: number },
): Promise<ExitCode> {
  const { terminal } = environment;
  const app = await environment.app();
  const shown: KeptMail[] = [];
  for await (const mail of allInbound(app, kind ?? null)) {
    if (shown.length === limit) break;
    shown.push(mail);
    if (json === true) terminal.out(JSON.stringify(keptAsJson(mail)));
  }
  if (json === true) return 0;
  if (shown.length > 0) terminal.out(tableOf(shown, terminal));
  const { kept, waiting } = await app.store.countInbound();
  const words = `${counted(shown.length, 'mail')} of ${grouped(kept)} in 30 days`;
  terminal.err(
    terminal.paint('muted', waiting === 0 ? words : `${words}; ${grouped(waiting)} to be applied`),
  );
  return 0;
}

function tableOf(mails: readonly KeptMail[], { paint, columns }: Terminal): string {
  return renderTable(
    mails,
    [
      { title: 'No.', cell: ({ id }) => String(id), align: 'right' },
      { title: 'Came (UTC)', cell: ({ receivedAt }) => moment(receivedAt).slice(0, 16), tone: () => 'muted' },
      { title: 'Kind', cell: ({ classified }) => classified.kind, tone: () => 'accent' },
      { title: 'From', cell: ({ from }) => from.slice(0, 40) },
      { title: 'Subject', cell: ({ subject }) => subject, flexible: true },
      { title: 'What became of it', cell: fateWords, tone: ({ state }) => fateTone(state) },
    ],
    paint,
    columns,
  );
}

/** `fortnight inbound show ID`. */
export async function show(
  environment: Environment,
  id: number,
  { raw, json }: Options & { readonly raw?: boolean },
): Promise<ExitCode> {
  const { terminal } = environment;
  const app = await environment.app();
  const mail = await findInbound(app, id);
  if (raw === true) {
    const octets = await app.store.inboundRaw(mail.id);
    if (octets !== null) terminal.octets(octets);
    return octets === null ? 1 : 0;
  }
  const text = await inboundText(app, mail);
  if (json === true) terminal.out(JSON.stringify({ version: 1, ...keptAsJson(mail), text }, null, 2));
  else printMail(mail, text ?? '', terminal);
  return 0;
}

function printMail(mail: KeptMail, text: string, { out, paint }: Terminal): void {
  const { subject, from, envelope, receivedAt, way, size, classified, state } = mail;
  out(paint('strong', subject === '' ? '(no subject)' : subject));
  const tone = fateTone(state);
  const fate = fateWords(mail);
  const applied = state.kind === 'applied' ? state : null;
  const lines = [
    ['from', from],
    ...(envelope === null ? [] : [['to', envelope.to.join(', ')]]),
    ['came', `${moment(receivedAt)}, by ${way}, ${grouped(size)} bytes`],
    ['is', `${classified.kind} (${classified.format})`],
    ...classified.recipients.map(({ address, status, reason }) => [
      'about',
      [address, status, reason].filter((part) => part !== null).join(', '),
    ]),
    ['became', tone === null ? fate : paint(tone, fate)],
    ...(applied?.reader == null ? [] : [['reader', `number ${applied.reader}`]]),
  ];
  for (const [label = '', words = ''] of lines) out(`  ${paint('muted', label.padEnd(8))}  ${words}`);
  if (text !== '') out(`\n${text}`);
}

/** `fortnight inbound replay ID|--all`. */
export async function replay(
  environment: Environment,
  id: number | undefined,
  { all, json }: Options & { readonly all?: boolean },
): Promise<ExitCode> {
  const { terminal } = environment;
  if ((id === undefined) === (all !== true))
    throw new AppError('invalid', 'say which mail: its number, or --all', {
      help: '`fortnight inbound list` has the numbers',
    });
  const app = await environment.app();
  const count = { looked: 0, changed: 0 };
  const tell = (replayed: Replayed): void => {
    const changed = isChanged(replayed);
    count.looked += 1;
    count.changed += changed ? 1 : 0;
    if (json === true) terminal.out(JSON.stringify({ ...keptAsJson(replayed.after), changed }));
    else if (changed || all !== true) terminal.out(changeWords(replayed, terminal));
  };
  if (id === undefined) for await (const replayed of replayAll(app)) tell(replayed);
  else tell(await replayMail(app, id));
  if (all === true && json !== true)
    terminal.err(
      terminal.paint('muted', `${counted(count.looked, 'mail')}, ${grouped(count.changed)} changed`),
    );
  return 0;
}

function isChanged({ before, after }: Replayed): boolean {
  return readingOf(before) !== readingOf(after) || fateWords(before) !== fateWords(after);
}

function readingOf({ classified, intent }: KeptMail): string {
  return JSON.stringify({ classified, intent });
}

function changeWords(replayed: Replayed, { paint }: Terminal): string {
  const { before, after } = replayed;
  const number = paint('muted', String(after.id).padStart(6));
  if (!isChanged(replayed))
    return `${number}  nothing changed: ${after.classified.kind}, ${fateWords(after)}`;
  const was = `${before.classified.kind}, ${fateWords(before)}`;
  return `${number}  ${was}  ${paint('muted', '->')}  ${after.classified.kind}, ${fateWords(after)}`;
}

/** `fortnight inbound take PATH…`. */
export async function take(
  environment: Environment,
  paths: readonly string[],
  { json }: Options,
): Promise<ExitCode> {
  const { terminal } = environment;
  const app = await environment.app();
  for await (const taken of takeMailFiles(app, paths)) {
    const mail = taken.kind === 'known' ? null : await findInbound(app, taken.id);
    if (json === true)
      terminal.out(JSON.stringify({ file: taken.file, taken: mail === null ? null : keptAsJson(mail) }));
    else if (mail === null)
      terminal.out(`${taken.file}  ${terminal.paint('muted', 'known: it came before')}`);
    else terminal.out(`${taken.file}  ${mail.classified.kind} ${mail.id}, ${fateWords(mail)}`);
  }
  return 0;
}
