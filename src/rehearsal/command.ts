import { examine, usableCalendar } from '../app/examine.ts';
import type { ExitCode, RehearseOptions } from '../cli/environment.ts';
import type { Terminal } from '../cli/terminal.ts';
import type { Instant } from '../core/clock.ts';
import { addDays, instantOf, type LocalDate, type WallTime, wallClock } from '../core/zoned-time.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { writeOut } from '../workspace/write-out.ts';
import { seededFaults } from './faults/seeded-faults.ts';
import { rehearse } from './rehearse.ts';
import { rehearsalAsJson } from './report/json.ts';
import { rehearsalPage } from './report/page.tsx';
import { printRehearsal } from './report/print.ts';
import { progressLine } from './report/progress.ts';
import { chanceOf } from './world/chance.ts';

/** What the composition root lends. */
export interface RehearseHouse {
  readonly terminal: Terminal;
  readonly workspace: Workspace;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: Instant;
  /** Real seconds since some moment. */
  readonly stopwatch: () => number;
  readonly signal: AbortSignal;
  /** Where progress is drawn; standard error. */
  readonly draw: (text: string) => void;
}

const TWO_YEARS = 730;
const MIDNIGHT = '00:00' as WallTime;

/** `fortnight rehearse`: 0 when every promise was kept, 1 when one was broken, 2 for a wrong call. */
export async function runRehearsal(house: RehearseHouse, options: RehearseOptions): Promise<ExitCode> {
  const { terminal, workspace, now } = house;
  const calendar = usableCalendar(await examine(workspace));
  const { zone } = calendar.cadence;
  const midnight = (date: LocalDate): Instant => instantOf(date, MIDNIGHT, zone);
  const start = options.from ?? wallClock(now, zone).date;
  const until = options.until ?? addDays(start, TWO_YEARS);
  if (until <= start) {
    terminal.err(`error: the rehearsal would end on ${until}, before it has begun on ${start}`);
    return 2;
  }
  const seed = options.seed ?? 1;
  const lines: string[] = [];
  const progress = progressLine(house);
  const rehearsal = await rehearse({
    workspace,
    environment: house.environment,
    from: midnight(start),
    until: midnight(until),
    subscribers: options.subscribers ?? null,
    assumePlanned: options.assume === 'planned',
    seed,
    ...(options.reader === undefined ? {} : { reader: options.reader }),
    faults: options.faults === true ? seededFaults(chanceOf(`faults of ${seed}`)) : null,
    stopwatch: house.stopwatch,
    signal: house.signal,
    progress: progress.show,
    ...(options.transcript === undefined ? {} : { transcript: (line) => void lines.push(line) }),
  });
  progress.clear();
  if (options.transcript !== undefined) await writeOut(options.transcript, `${lines.join('\n')}\n`);
  if (options.html !== undefined) await writeOut(options.html, rehearsalPage(rehearsal));
  if (options.json === true) terminal.out(JSON.stringify(rehearsalAsJson(rehearsal), null, 2));
  else printRehearsal(rehearsal, terminal);
  return rehearsal.violations.length === 0 ? 0 : 1;
}
