import { type Examined, examine } from '../../app/examine.ts';
import { fixCalendarFile } from '../../app/fix-calendar-file.ts';
import type { Instant } from '../../core/clock.ts';
import { type DiffLine, unifiedDiff } from '../../core/unified-diff.ts';
import type { Environment, ExitCode } from '../environment.ts';
import type { Paint, Tone } from '../terminal.ts';
import { type CheckFormat, printDiagnostics } from './check-report.ts';

export interface CheckOptions {
  readonly format?: CheckFormat;
  /** Short for `format: json`. */
  readonly json?: boolean;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
  /** A file of recorded facts to check against. */
  readonly facts?: string;
  readonly now?: Instant;
}

/** `fortnight check`: mends first if asked to. 0 without errors (warnings do not count), 1 with. */
export async function check(environment: Environment, options: CheckOptions): Promise<ExitCode> {
  const { terminal } = environment;
  let examined = await look(environment, options);
  if (options.fix === true || options.dryRun === true) {
    const dryRun = options.dryRun === true;
    const text = await fixCalendarFile(environment.workspace(), examined, { dryRun });
    // The diff is the result of a dry run; beside a report it must not end up in the JSON.
    const print = dryRun ? terminal.out : terminal.err;
    for (const line of unifiedDiff(examined.file, examined.text, text)) print(painted(line, terminal.paint));
    if (dryRun) return exitCode(examined);
    examined = await look(environment, options);
  }
  printDiagnostics(examined, options.json === true ? 'json' : (options.format ?? 'human'), environment);
  return exitCode(examined);
}

async function look(environment: Environment, options: CheckOptions): Promise<Examined> {
  const facts = await environment.facts(options.facts);
  const now = options.now ?? environment.now();
  return examine(environment.workspace(), facts, { now, zoneData: environment.zoneData });
}

function exitCode({ diagnostics }: Examined): ExitCode {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error') ? 1 : 0;
}

const TONES: Partial<Record<DiffLine['kind'], Tone>> = {
  file: 'strong',
  hunk: 'accent',
  '-': 'bad',
  '+': 'good',
};

function painted({ kind, text }: DiffLine, paint: Paint): string {
  const tone = TONES[kind];
  return tone === undefined ? text : paint(tone, text);
}
