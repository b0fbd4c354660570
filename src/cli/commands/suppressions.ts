import { resolve } from 'node:path';
import { allSuppressions, exportSuppressions, importSuppressions } from '../../app/suppression-lists.ts';
import type { SuppressionReason } from '../../domain/readers/subscriber.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { grouped } from '../words.ts';

interface Options {
  readonly json?: boolean;
}

/** `fortnight suppressions list`. */
export async function list(
  environment: Environment,
  options: Options & { readonly reason?: SuppressionReason },
): Promise<ExitCode> {
  const { terminal } = environment;
  let count = 0;
  for await (const { addressHash, reason, at } of allSuppressions(await environment.app())) {
    if (options.reason !== undefined && reason !== options.reason) continue;
    count += 1;
    const since = new Date(at).toISOString();
    if (options.json === true) terminal.out(JSON.stringify({ hash: addressHash, reason, at: since }));
    else terminal.out(`${reason.padEnd(10)}  ${since.slice(0, 10)}  ${addressHash}`);
  }
  terminal.err(terminal.paint('muted', `${grouped(count)} suppressed`));
  return 0;
}

/** `fortnight suppressions export`: CSV. */
export async function exportAll(environment: Environment): Promise<ExitCode> {
  for await (const line of exportSuppressions(await environment.app())) environment.terminal.out(line);
  return 0;
}

/** `fortnight suppressions import FILE`: 1 when a row was not understood. */
export async function importFile(
  environment: Environment,
  file: string,
  options: Options & { readonly reason: SuppressionReason },
): Promise<ExitCode> {
  const { terminal } = environment;
  const path = resolve(environment.workspace().root, file);
  const { added, known, invalid } = await importSuppressions(await environment.app(), path, options.reason);
  if (options.json === true) {
    const report = { version: 1, added, known, invalid: invalid.listed, invalidCount: invalid.count };
    terminal.out(JSON.stringify(report, null, 2));
    return invalid.count === 0 ? 0 : 1;
  }
  terminal.out(`${grouped(added)} added, ${grouped(known)} known, ${grouped(invalid.count)} invalid`);
  for (const { line, reason } of invalid.listed) terminal.err(`  line ${line}: ${reason}`);
  return invalid.count === 0 ? 0 : 1;
}
