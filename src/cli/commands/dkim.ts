import { resolveTxt as systemResolveTxt } from 'node:dns/promises';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { checkDkim, type DnsFinding, type ResolveTxt } from '../../app/check-dkim.ts';
import type { DkimConfig } from '../../app/dkim-config.ts';
import { dkimDomain } from '../../app/dkim-domain.ts';
import { loadDkimKeys } from '../../app/load-dkim-keys.ts';
import { makeDkimKeys } from '../../app/make-dkim-keys.ts';
import { AppError, never } from '../../core/errors.ts';
import type { DkimKey } from '../../mail/dkim/keys.ts';
import { type DnsRecord, dnsRecord } from '../../mail/dkim/record.ts';
import type { Environment, ExitCode } from '../environment.ts';

interface Json {
  readonly json?: boolean;
}

interface KeygenOptions extends Json {
  readonly folder?: string;
  readonly name: string;
  readonly domain?: string;
}

/** `fortnight dkim keygen`. */
export async function keygen(environment: Environment, options: KeygenOptions): Promise<ExitCode> {
  const { terminal } = environment;
  const { root, data } = environment.workspace();
  const domain = options.domain ?? environment.config().dkim?.domain ?? null;
  // Before any file is made: without a domain there is nothing to publish.
  const signing = await dkimDomain(environment.workspace(), domain);
  const folder = options.folder === undefined ? join(data, 'dkim') : resolve(root, options.folder);
  const dkim: DkimConfig = { keys: await makeDkimKeys(folder, options.name), domain };
  const records = recordsOf(await load(environment, dkim), signing);
  const variables = variablesOf(dkim, root);
  if (options.json === true) printJson(environment, signing, records, variables);
  else {
    for (const { file } of dkim.keys) terminal.out(`${terminal.paint('good', 'new')} ${shown(file, root)}`);
    printRecords(environment, signing, records);
    terminal.out('\nThen set this, in the environment or in the file .env:\n');
    for (const [name, value] of Object.entries(variables)) terminal.out(`${name}=${value}`);
    terminal.out('\nand ask DNS with: fortnight dkim check');
  }
  return 0;
}

/** `fortnight dkim show`. */
export async function show(environment: Environment, options: Json): Promise<ExitCode> {
  const dkim = configured(environment);
  const domain = await dkimDomain(environment.workspace(), dkim.domain);
  const records = recordsOf(await load(environment, dkim), domain);
  if (options.json === true)
    printJson(environment, domain, records, variablesOf(dkim, environment.workspace().root));
  else printRecords(environment, domain, records);
  return 0;
}

/** `fortnight dkim check`: 1 when a receiver could not verify one of our signatures, as far as DNS says. */
export async function check(
  environment: Environment,
  options: Json,
  resolveTxt: ResolveTxt = systemResolveTxt,
): Promise<ExitCode> {
  const { terminal } = environment;
  const dkim = configured(environment);
  const domain = await dkimDomain(environment.workspace(), dkim.domain);
  const findings = await checkDkim(await load(environment, dkim), domain, resolveTxt);
  if (options.json === true) {
    terminal.out(JSON.stringify({ version: 1, domain, records: findings }, null, 2));
  } else {
    for (const { name, found } of findings) {
      const good = found.kind === 'right';
      const mark = good ? terminal.paint('good', 'ok  ') : terminal.paint('bad', 'FAIL');
      terminal.out(`${mark}  ${name}: ${wordsOf(found)}`);
    }
  }
  return findings.every(({ found }) => found.kind === 'right') ? 0 : 1;
}

function configured(environment: Environment): DkimConfig {
  const { dkim } = environment.config();
  if (dkim !== null) return dkim;
  throw new AppError('configuration', 'DKIM_KEY is not set, so mail is not signed', {
    help: 'make keys with `fortnight dkim keygen`, which says what to set',
  });
}

async function load({ terminal }: Environment, dkim: DkimConfig): Promise<readonly DkimKey[]> {
  const { keys, warnings } = await loadDkimKeys(dkim);
  for (const words of warnings) terminal.err(`${terminal.paint('warn', 'warning')}: ${words}`);
  return keys;
}

type KeyRecord = DnsRecord & Pick<DkimKey, 'selector' | 'algorithm'>;

function recordsOf(keys: readonly DkimKey[], domain: string): readonly KeyRecord[] {
  return keys.map((key) => ({
    selector: key.selector,
    algorithm: key.algorithm,
    ...dnsRecord(key, domain),
  }));
}

function printRecords({ terminal }: Environment, domain: string, records: readonly KeyRecord[]): void {
  const count = records.length === 1 ? 'this TXT record' : 'these TXT records';
  terminal.out(`Publish ${count} in the DNS of ${domain}:`);
  for (const { name, value, zoneLine } of records) {
    terminal.out(`\n${terminal.paint('strong', name)}\n${value}`);
    terminal.out(`\nor, as a line of a zone file:\n${zoneLine}`);
  }
}

function printJson(
  { terminal }: Environment,
  domain: string,
  records: readonly KeyRecord[],
  variables: Readonly<Record<string, string>>,
): void {
  terminal.out(JSON.stringify({ version: 1, domain, records, variables }, null, 2));
}

function variablesOf({ keys, domain }: DkimConfig, root: string): Readonly<Record<string, string>> {
  const places = keys.map(({ selector, file }) => {
    const path = shown(file, root);
    return selector === basename(file, '.pem') ? path : `${selector}=${path}`;
  });
  return { DKIM_KEY: places.join(','), ...(domain === null ? {} : { DKIM_DOMAIN: domain }) };
}

/** From the workspace where it lies in it. */
function shown(file: string, root: string): string {
  const path = relative(root, file);
  return path.startsWith('..') || isAbsolute(path) ? file : path.replaceAll('\\', '/');
}

function wordsOf(found: DnsFinding['found']): string {
  switch (found.kind) {
    case 'right':
      return 'the record has this key';
    case 'missing':
      return 'there is no TXT record; publish the one that `fortnight dkim show` prints (it may take hours to spread)';
    case 'several':
      return `there are ${found.count} TXT records, and receivers take any of them: leave one`;
    case 'unusable':
      return `the record cannot be used: ${found.why}`;
    case 'revoked':
      return 'the key was revoked (p= is empty): make a new one with `fortnight dkim keygen --name NAME`';
    case 'other-key':
      return 'the record has another key: publish the one that `fortnight dkim show` prints, or name the right file in DKIM_KEY';
    case 'testing':
      return 'the record has this key, but says that it is a test (t=y), so that signatures count for nothing: take t=y out';
    case 'unanswered':
      return `DNS gave no answer (${found.code}), so nothing is known: try again`;
    default:
      return never(found);
  }
}
