import { lintTopic, type TopicLint } from '../../app/lint-topic.ts';
import { CLIENTS, type ClientId } from '../../mail/lint/clients.ts';
import type { LackedFeature } from '../../mail/lint/lint-mail.ts';
import type { Environment, ExitCode } from '../environment.ts';
import type { Paint } from '../terminal.ts';

/** `fortnight preview TOPIC --lint [--json]`: 1 when a program lacks what a reader would miss. */
export async function lint(environment: Environment, topic: string, json: boolean): Promise<ExitCode> {
  const { terminal } = environment;
  const found = await lintTopic(await environment.app(), topic);
  const harmful = found.lacked.filter(({ instead }) => instead === null);
  terminal.out(json ? JSON.stringify(found, null, 2) : words(found, harmful, terminal.paint));
  return harmful.length === 0 ? 0 : 1;
}

function words({ size, lacked, partly }: TopicLint, harmful: readonly LackedFeature[], paint: Paint): string {
  return [
    `${paint('strong', 'Size')}  ${kilobytes(size.html)} of HTML${sizeWords(size, paint)}, ${kilobytes(size.text)} of text`,
    ...harmful.flatMap(({ feature, clients, line }) => [
      '',
      `${paint('bad', 'lacked')}  ${paint('strong', feature)}${line === null ? '' : `, line ${line} of the HTML`}`,
      `  not known to ${namesOf(clients)}`,
    ]),
    '',
    paint('strong', 'Lacked by some, without harm'),
    ...reasonsOf(lacked).flatMap(({ instead, features, clients }) => [
      `  ${features.join(', ')}`,
      `    ${instead}`,
      paint('muted', `    ${namesOf(clients)}`),
    ]),
    '',
    `${partly.length} more are known in part by some: --json says what is known of them.`,
    harmful.length === 0
      ? `${paint('good', 'ok')}  nothing that a reader would miss`
      : `${paint('bad', 'error')}  ${harmful.length === 1 ? 'one feature' : `${harmful.length} features`} that readers would miss`,
  ].join('\n');
}

/** What is lacked for one reason stands together. */
function reasonsOf(lacked: readonly LackedFeature[]) {
  const reasons = [...new Set(lacked.flatMap(({ instead }) => instead ?? []))];
  return reasons.map((instead) => {
    const own = lacked.filter((one) => one.instead === instead);
    const clients = [...new Set(own.flatMap((one) => one.clients))];
    return { instead, features: own.map(({ feature }) => feature), clients };
  });
}

function sizeWords({ html, warning, limit }: TopicLint['size'], paint: Paint): string {
  const of = ` (at most ${kilobytes(limit)}: Gmail cuts off what is longer than 102 kB)`;
  return html > warning ? paint('warn', of) : of;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}

function namesOf(clients: readonly ClientId[]): string {
  return clients.map((client) => CLIENTS[client]).join(', ');
}
