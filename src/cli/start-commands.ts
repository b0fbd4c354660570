import { type Command, InvalidArgumentError } from 'commander';
import { nearestName } from '../core/nearest-name.ts';
import { parseZone, type ZoneName } from '../core/zoned-time.ts';
import { localDate } from './arguments.ts';
import type { Environment, ExitCode } from './environment.ts';

type Finish = (code: ExitCode) => void;

/** The commands that begin a calendar: a new one, or one that was kept elsewhere. */
export function addStarting(program: Command, environment: Environment, finish: Finish): void {
  program.commandsGroup('Starting:');
  program
    .command('init')
    .description('write a starter workspace: a commented calendar, a first post; overwrites nothing')
    .argument('[folder]', 'where (default: here)')
    .option('--title <text>', 'name of the blog')
    .option('--author <name>', 'who writes')
    .option('--email <address>', "the author's address")
    .option('--url <url>', 'where the blog will live')
    .option('--zone <zone>', "IANA time zone of the publishing time (default: this machine's)", zoneName)
    .option(
      '--anchor <date>',
      'first publishing day (default: the next Tuesday at least a week away)',
      localDate,
    )
    .option('--every <stride>', 'from one publishing day to the next (default: 14 days)')
    .action(async (folder, options) =>
      finish(await (await import('./commands/init.ts')).init(environment, folder ?? null, options)),
    );
  const imports = program
    .command('import')
    .helpCommand(false)
    .description('take over what was planned elsewhere');
  imports
    .command('plan')
    .description('turn an editorial spreadsheet, an iCalendar file or a Markdown list into topics')
    .argument('<file>', 'a file that ends in .csv, .ics or .md')
    .option('--track <id>', 'track of every topic whose file names none of the calendar')
    .option('--write', 'add them to the calendar, instead of printing what to add')
    .option('--json', 'print topics and report as JSON')
    .action(async (file, options) =>
      finish(await (await import('./commands/import-plan.ts')).importPlanFile(environment, file, options)),
    );
}

function zoneName(text: string): ZoneName {
  const zone = parseZone(text);
  if (zone !== null) return zone;
  const near = nearestName(text.replaceAll(' ', '_'), Intl.supportedValuesOf('timeZone'));
  throw new InvalidArgumentError(
    near === null ? 'A zone is named like Europe/London.' : `Did you mean ${near}?`,
  );
}
