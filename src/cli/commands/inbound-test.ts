import { type TestedInbound, testInbound } from '../../app/test-inbound.ts';
import type { Environment, ExitCode } from '../environment.ts';
import type { Terminal } from '../terminal.ts';

/** `fortnight inbound test`: what a look at each way in found; 1 when mail cannot come in by one of them. */
export async function inboundTest(
  environment: Environment,
  { json }: { readonly json?: boolean },
): Promise<ExitCode> {
  const { terminal } = environment;
  const tested = await testInbound(await environment.app(), environment.stop());
  if (json === true) terminal.out(JSON.stringify({ version: 1, ...tested }, null, 2));
  else {
    if (tested.listener !== null) showListener(tested.listener, terminal);
    if (tested.mailbox !== null) showMailbox(tested.mailbox, terminal);
  }
  const failed = [tested.listener, tested.mailbox].some((probe) => probe !== null && probe.failure !== null);
  return failed ? 1 : 0;
}

type Failure = { readonly words: string; readonly help: string };

function showListener(
  { protocol, host, port, greeting, failure }: NonNullable<TestedInbound['listener']>,
  terminal: Terminal,
): void {
  const { out, paint } = terminal;
  out(`${paint('strong', 'listener')}  ${protocol}://${host}:${port}  ${paint('muted', 'INBOUND_LISTEN')}`);
  if (failure !== null) showFailure(failure, terminal);
  else out(`  ${paint('good', 'ok')}  ${greeting}`);
}

function showMailbox(probe: NonNullable<TestedInbound['mailbox']>, terminal: Terminal): void {
  const { host, port, security, folder, greeting, tls, capabilities, failure } = probe;
  const { out, paint } = terminal;
  const demands = { tls: 'TLS', starttls: 'STARTTLS', plain: 'no TLS' } as const;
  out(
    `${paint('strong', 'mailbox')}   ${folder} at ${host}:${port} (${demands[security]})  ${paint('muted', 'IMAP_URL')}`,
  );
  const found = [
    ['greeting', greeting],
    ['tls', tls],
    ['offers', capabilities.join(' ')],
  ] as const;
  for (const [what, words] of found)
    if (words !== null && words !== '') out(`  ${paint('muted', what.padEnd(8))}  ${words}`);
  if (failure !== null) {
    showFailure(failure, terminal);
    if (probe.folders.length > 0) out(`  ${paint('muted', 'folders')}   ${probe.folders.join(', ')}`);
    return;
  }
  out(`  ${paint('good', 'ok')}  ${contentWords(probe)}`);
}

function contentWords({ messages, unseen, idle }: NonNullable<TestedInbound['mailbox']>): string {
  const count = messages === 1 ? 'one mail' : `${messages} mails`;
  const unread = unseen === null ? '' : `, ${unseen} unread`;
  return `${count}${unread}; ${idle ? 'new mail is told of at once' : 'new mail is looked for every two minutes'}`;
}

function showFailure({ words, help }: Failure, { out, paint }: Terminal): void {
  out(`  ${paint('bad', 'no')}  ${words}`);
  if (help !== '') out(`  ${paint('accent', 'help')}: ${help}`);
}
