import { rateWords, troubleWords, utc } from '../../app/hold-words.ts';
import { type RelayStanding, relayStandings } from '../../app/relay-standings.ts';
import { type TestedRelay, testRelays } from '../../app/test-relays.ts';
import type { RelayOffers, RelayProbe } from '../../mail/smtp/probe.ts';
import type { Environment, ExitCode } from '../environment.ts';
import type { Paint, Terminal } from '../terminal.ts';

interface Options {
  readonly json?: boolean;
}

/** `fortnight relay status`: 1 when a server has something against us. */
export async function relayStatus(environment: Environment, { json }: Options): Promise<ExitCode> {
  const { terminal } = environment;
  const app = await environment.app();
  const relays = await relayStandings(app);
  const now = app.clock.now();
  if (json === true) terminal.out(JSON.stringify({ version: 1, relays }, null, 2));
  else if (relays.length === 0)
    terminal.out('no mail server is configured: mail stays in the embedded mailbox');
  else for (const relay of relays) for (const line of statusLines(relay, terminal.paint)) terminal.out(line);
  return relays.some(({ trouble }) => trouble !== null && trouble.until > now) ? 1 : 0;
}

function statusLines(relay: RelayStanding, paint: Paint): readonly string[] {
  const { name, variable, server, limits, usedThisHour, usedToday, warmUp, hold, trouble } = relay;
  const warming =
    warmUp === null
      ? []
      : [['warm-up', `day ${warmUp.day} of ${warmUp.days}, at most ${warmUp.ceiling} today`] as const];
  const rate = limits.perSecond === null ? [] : [['rate', rateWords(limits.perSecond)] as const];
  const held =
    hold === null || hold.why === 'rate'
      ? []
      : [['full', paint('warn', `until ${utc(hold.until)}`)] as const];
  const troubled = trouble === null ? [] : [['trouble', paint('bad', troubleWords(trouble, 'it'))] as const];
  const lines = [
    ...rate,
    ['this hour', used(usedThisHour, limits.hourly)] as const,
    ['today', used(usedToday, limits.daily)] as const,
    ...warming,
    ...held,
    ...troubled,
  ];
  const head = `${paint('strong', name)}  ${server}  ${paint('muted', variable)}`;
  return [head, ...lines.map(([label, words]) => `  ${paint('muted', label.padEnd(9))}  ${words}`)];
}

function used(count: number, limit: number | null): string {
  return limit === null ? `${count}, no limit` : `${count} of ${limit}`;
}

/** `fortnight relay test [N]`: what a look at each server found; 1 when mail could not be handed to one of them. */
export async function relayTest(
  environment: Environment,
  number: number | null,
  { json }: Options,
): Promise<ExitCode> {
  const { terminal } = environment;
  const tested: TestedRelay[] = [];
  for await (const one of testRelays(await environment.app(), number, environment.stop())) {
    tested.push(one);
    if (json !== true) show(one, terminal);
  }
  if (json === true) {
    const relays = tested.map(({ name, variable, probe }) => ({ name, variable, ...probe }));
    terminal.out(JSON.stringify({ version: 1, relays }, null, 2));
  }
  return tested.every(({ probe }) => probe.failure === null) ? 0 : 1;
}

function show({ name, variable, probe }: TestedRelay, { out, paint }: Terminal): void {
  const { host, port, security, steps, failure } = probe;
  const demands = { tls: 'TLS', starttls: 'STARTTLS', plain: 'no TLS' } as const;
  out(`${paint('strong', name)}  ${host}:${port} (${demands[security]})  ${paint('muted', variable)}`);
  for (const { step, milliseconds } of steps) {
    const failed = step === failure?.step;
    const mark = failed ? paint('bad', 'no') : paint('good', 'ok');
    out(
      `  ${mark}  ${step.padEnd(9)} ${paint('muted', `${Math.round(milliseconds)} ms`.padStart(8))}  ${found(step, probe)}`.trimEnd(),
    );
  }
  if (failure === null) out(`  ${paint('good', 'mail can be handed to it')}`);
  else
    out(
      `  ${paint('bad', failure.trouble)}: ${failure.detail}\n  ${paint('accent', 'help')}: ${failure.help}`,
    );
}

/** What a step that went well brought to light. */
function found(
  step: RelayProbe['steps'][number]['step'],
  { greeting, tls, offers, login, steps }: RelayProbe,
): string {
  switch (step) {
    case 'greeting':
      return greeting ?? '';
    case 'tls':
      return tls === null ? '' : tlsWords(tls);
    case 'EHLO':
      return offers === null ? '' : offerWords(offers);
    case 'login':
      return login === 'worked' ? 'accepted' : '';
    case 'QUIT':
      return steps.some((other) => other.step === 'login') ? '' : 'without a login: none is in the URL';
    default:
      return '';
  }
}

function tlsWords({ version, cipher, certificate }: NonNullable<RelayProbe['tls']>): string {
  if (certificate === null) return `${version}, ${cipher}`;
  const { subject, daysLeft } = certificate;
  return `${version}, ${cipher}; certificate of ${subject}, ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left`;
}

function offerWords(offers: RelayOffers): string {
  const extensions = [
    offers.pipelining && 'PIPELINING',
    offers.eightBitMime && '8BITMIME',
    offers.smtpUtf8 && 'SMTPUTF8',
    offers.dsn && 'DSN',
    offers.chunking && 'CHUNKING',
    offers.sizeLimit !== null && `SIZE ${offers.sizeLimit}`,
    offers.auth.length > 0 && `AUTH ${offers.auth.join(' ')}`,
  ].filter((words) => words !== false);
  return extensions.length === 0 ? 'offers nothing' : extensions.join(', ');
}
