import { type Command, Option } from 'commander';
import { instant, localDate, wholeNumber } from '../arguments.ts';
import type { Environment, Finish } from '../environment.ts';

export function addPlanning(program: Command, environment: Environment, finish: Finish): void {
  program.commandsGroup('Planning:');
  addCheck(program, environment, finish);
  program
    .command('plan')
    .description('list the coming slots with their topics, and how long the ready posts last')
    .option('--from <date>', 'first day to show (default: today)', localDate)
    .option('--count <n>', 'how many slots to show', wholeNumber)
    .option('--until <date>', 'last day to show', localDate)
    .option('--weeks <n>', 'how many weeks to show', wholeNumber)
    .option('--track <id>', 'only the topics of this track')
    .option('--ics <file>', 'write what is shown as an iCalendar file')
    .addOption(
      changes(
        '--if <edit>',
        'show which dates an edit would move, such as "skip 2027-03-16"; any number',
      ).argParser(collected),
    )
    .addOption(
      changes('--diff <rev>', 'show which dates moved since a git revision, or between A..B').conflicts('if'),
    )
    .option('--json', 'print the plan as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  fortnight plan --from 2026-12-01 --count 6\n  fortnight plan --if "move crdts before eda-1" --if "ready raft-2"',
    )
    .action(async (options) =>
      finish(await (await import('../commands/plan.ts')).plan(environment, options)),
    );
  addAnswers(program, environment, finish);
}

function addCheck(program: Command, environment: Environment, finish: Finish): void {
  program
    .command('check')
    .description('check the calendar file and list every fault with its place and remedy')
    .addOption(
      new Option('--format <format>', 'how to print what is found').choices([
        'human',
        'json',
        'github',
        'sarif',
      ]),
    )
    .addOption(new Option('--json', 'short for --format json').conflicts('format'))
    .option('--fix', 'mend what is safe to mend: quotes that YAML needs, tabs; nothing else is touched')
    .option('--dry-run', 'show what --fix would change, and change nothing')
    .addOption(new Option('--watch', 'check again at every save, until Ctrl-C').conflicts(['fix', 'dryRun']))
    .option('--facts <file>', 'go by recorded facts from `fortnight facts --json`, not by the database')
    .option('--now <instant>', 'check as of this moment, such as 2026-12-08T17:00:00Z', instant)
    .action(async ({ watch, ...options }) => {
      if (watch !== true)
        return finish(await (await import('../commands/check.ts')).check(environment, options));
      finish(await (await import('../commands/check-watch.ts')).watchCheck(environment, options));
    });
}

/** The short questions about the plan. */
function addAnswers(program: Command, environment: Environment, finish: Finish): void {
  program
    .command('next')
    .description('what comes out next, and when')
    .option('--json', 'print it as JSON')
    .action(async (options) =>
      finish(await (await import('../commands/next.ts')).next(environment, options)),
    );
  program
    .command('why')
    .description(
      'why a topic comes out when it does; or what happened to the mail of an edition to one reader',
    )
    .argument(
      '<topic-or-reader>',
      'id of a topic; before an edition a reader: an address, or a number from the ledger',
    )
    .argument('[edition]', 'a topic that was mailed, or a key such as regular:raft-1')
    .option('--json', 'print the reasons as JSON')
    .addHelpText('after', '\nExample:\n  fortnight why raft-2\n  fortnight why alice@example.org raft-1')
    .action(async (subject, edition, options) => {
      if (edition === undefined)
        return finish(await (await import('../commands/why.ts')).why(environment, subject, options));
      const { whyReader } = await import('../commands/why-reader.ts');
      finish(await whyReader(environment, subject, edition, options));
    });
  program
    .command('runway')
    .description('how long the ready posts last')
    .option('--at-least <n>', 'exit with 1 when fewer posts in a row are ready', wholeNumber)
    .option('--json', 'print it as JSON')
    .action(async (options) =>
      finish(await (await import('../commands/runway.ts')).runway(environment, options)),
    );
  program
    .command('facts')
    .description('what became of each publishing day so far')
    .option('--json', 'print it as JSON, for `check --facts` on a machine without the database')
    .action(async (options) =>
      finish(await (await import('../commands/facts.ts')).facts(environment, options)),
    );
}

/** What is compared is the whole plan, so it goes with none of the options that show a part. */
function changes(flags: string, description: string): Option {
  return new Option(flags, description).conflicts(['from', 'count', 'until', 'weeks', 'track', 'ics']);
}

function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
