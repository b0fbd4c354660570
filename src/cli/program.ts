import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type LocalDate, parseLocalDate } from '../core/zoned-time.ts';
import type { Environment, ExitCode } from './environment.ts';

/** Runs one command line. Results go to the terminal; the exit code is the value. */
export async function runProgram(argv: readonly string[], environment: Environment): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = buildProgram(environment, (outcome) => {
    code = outcome;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    // Commander has said what is wrong with the call; help and --version end this way too, with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return code;
}

type Finish = (code: ExitCode) => void;

function buildProgram(environment: Environment, finish: Finish): Command {
  const program = new Command('fortnight')
    .description('A blog and newsletter on a fixed cadence, planned in calendar/calendar.yaml.')
    .version(environment.version)
    .helpCommand(false)
    .showHelpAfterError('(run with --help to see what is allowed)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => environment.terminal.out(text.trimEnd()),
      writeErr: (text) => environment.terminal.err(text.trimEnd()),
    })
    .addHelpText('after', AFTER_HELP);
  addPlanning(program, environment, finish);
  addEditors(program, environment, finish);
  addPublishing(program, environment, finish);
  addMailing(program, environment, finish);
  addReaders(program, environment, finish);
  addRunning(program, environment, finish);
  inheritSettings(program);
  return program;
}

const AFTER_HELP = `
Start here:
  fortnight check            find faults in the calendar before they cost a publishing day
  fortnight plan             see what comes out when, and when the queue runs dry
  fortnight serve            run the site and the worker

Exit codes: 0 done; 1 the answer is no, or it failed; 2 the call or the configuration is wrong.`;

function addPlanning(program: Command, environment: Environment, finish: Finish): void {
  program.commandsGroup('Planning:');
  program
    .command('check')
    .description('check the calendar file and list every fault with its place and remedy')
    .option('--json', 'print the diagnostics as JSON')
    .option('--fix', 'mend what is safe to mend: quotes that YAML needs, tabs; nothing else is touched')
    .action(async (options) =>
      finish(await (await import('./commands/check.ts')).check(environment, options)),
    );
  program
    .command('plan')
    .description('list the coming slots with their topics, and how long the ready posts last')
    .option('--from <date>', 'first day to show (default: today)', localDate)
    .option('--count <n>', 'how many slots to show', wholeNumber)
    .option('--until <date>', 'last day to show', localDate)
    .option('--json', 'print the plan as JSON')
    .addHelpText('after', '\nExample:\n  fortnight plan --from 2026-12-01 --count 6')
    .action(async (options) => finish(await (await import('./commands/plan.ts')).plan(environment, options)));
  program
    .command('next')
    .description('what comes out next, and when')
    .option('--json', 'print it as JSON')
    .action(async (options) => finish(await (await import('./commands/next.ts')).next(environment, options)));
  program
    .command('why')
    .description('why a topic comes out when it does, and what stands in its way')
    .argument('<topic>', 'id of the topic')
    .option('--json', 'print the reasons as JSON')
    .action(async (topic, options) =>
      finish(await (await import('./commands/why.ts')).why(environment, topic, options)),
    );
}

function addEditors(program: Command, environment: Environment, finish: Finish): void {
  program.commandsGroup('Editors:');
  program
    .command('schema')
    .description('print the JSON Schema of the calendar, with which editors complete and explain it')
    .option('--write', 'write it to calendar/calendar.schema.json instead')
    .action(async (options) =>
      finish(await (await import('./commands/schema.ts')).schema(environment, options)),
    );
  program
    .command('lsp')
    .description('serve an editor over standard input and output, by the Language Server Protocol')
    .option('--stdio', 'what it does anyway; some editors insist on saying so')
    .action(() => environment.serveEditor());
}

function addPublishing(program: Command, environment: Environment, finish: Finish): void {
  program.commandsGroup('Publishing:');
  program
    .command('tick')
    .description('look now, and do what is due: what the worker does every minute')
    .option('--json', 'print what was done as JSON')
    .action(async (options) =>
      finish(await (await import('./commands/tick.ts')).tickNow(environment, options)),
    );
  program
    .command('begin')
    .description('say from which slot on to publish, on a new database with dates in the past')
    .requiredOption('--from <date>', 'first publishing day that may be used', localDate)
    .action(async (options) =>
      finish(await (await import('./commands/begin.ts')).begin(environment, options)),
    );
  program
    .command('publish')
    .description('publish a topic by hand, now; uses no slot unless one is named')
    .argument('<topic>', 'id of the topic')
    .option('--slot <date>', 'use up this slot, which must be the next open one', localDate)
    .action(async (topic, options) =>
      finish(await (await import('./commands/publish.ts')).publish(environment, topic, options)),
    );
  program
    .command('unpublish')
    .description('take a post off the web (410) and cancel its mail if that has not begun')
    .argument('<topic>', 'id of the topic')
    .action(async (topic) =>
      finish(await (await import('./commands/publish.ts')).unpublish(environment, topic)),
    );
  program
    .command('preview')
    .description('render a topic as readers will get it')
    .argument('<topic>', 'id of the topic')
    .addOption(new Option('--email', 'the mail (default)').conflicts(['text', 'web']))
    .addOption(new Option('--text', 'the plain-text part').conflicts(['email', 'web']))
    .addOption(new Option('--web', 'the article as on its page').conflicts(['email', 'text']))
    .addHelpText(
      'after',
      '\nThe rendering goes to standard output:\n  fortnight preview raft-1 --email > raft-1.html',
    )
    .action(async (topic, options) =>
      finish(await (await import('./commands/preview.ts')).preview(environment, topic, options)),
    );
}

function addMailing(program: Command, environment: Environment, finish: Finish): void {
  program.commandsGroup('Mailing:');
  const edition = program
    .command('edition')
    .helpCommand(false)
    .description('decide about an edition that has not gone out');
  const decisions = {
    approve: 'let it go out with exactly the content it has now',
    hold: 'keep it back until you approve it',
    'send-now': 'send it with the next tick: no quiet period, no window',
  } as const;
  for (const [decision, description] of Object.entries(decisions)) {
    edition
      .command(decision)
      .description(description)
      .argument('<edition>', 'a topic, or a key such as regular:raft-1')
      .action(async (key) =>
        finish(await (await import('./commands/edition.ts')).decide(environment, decision, key)),
      );
  }
  program
    .command('ledger')
    .description('what happened to every mail of an edition; without one, of all editions')
    .argument('[edition]', 'a topic, or a key such as regular:raft-1')
    .option('--json', 'print it as JSON')
    .action(async (key, options) =>
      finish(await (await import('./commands/ledger.ts')).ledger(environment, key ?? null, options)),
    );
  program
    .command('send-test')
    .description('send a topic as its mail to one address; nothing is recorded')
    .argument('<topic>', 'id of the topic')
    .argument('<address>', 'where to')
    .action(async (topic, address) =>
      finish(await (await import('./commands/send-test.ts')).sendTest(environment, topic, address)),
    );
}

function addReaders(program: Command, environment: Environment, finish: Finish): void {
  program.commandsGroup('Readers:');
  const readers = program
    .command('subscribers')
    .helpCommand(false)
    .description('add, import, list, export and remove readers');
  const load = () => import('./commands/subscribers.ts');
  readers
    .command('add')
    .description('ask an address to confirm, as the form does')
    .argument('<address>')
    .option('--name <name>')
    .action(async (address, options) => finish(await (await load()).add(environment, address, options)));
  readers
    .command('import')
    .description('add readers who agreed elsewhere, from a CSV file with a column `email` (and `name`)')
    .argument('<file>', 'the CSV file')
    .requiredOption('--consent <words>', 'where and how they agreed; kept with every reader')
    .option('--dry-run', 'say what would happen, and change nothing')
    .option('--json', 'print the report as JSON')
    .action(async (file, options) => finish(await (await load()).importFile(environment, file, options)));
  readers
    .command('list')
    .description('list readers')
    .addOption(new Option('--state <state>', 'only these').choices(['pending', 'active', 'unsubscribed']))
    .option('--json', 'one JSON object a line')
    .action(async (options) => finish(await (await load()).list(environment, options)));
  readers
    .command('export')
    .description('write all readers as CSV to standard output')
    .action(async () => finish(await (await load()).exportAll(environment)));
  readers
    .command('remove')
    .description('erase a reader: the address is forgotten and never mailed again')
    .argument('<address>')
    .action(async (address) => finish(await (await load()).remove(environment, address)));
}

function addRunning(program: Command, environment: Environment, finish: Finish): void {
  program.commandsGroup('Running:');
  const run = (parts: { web: boolean; worker: boolean }) => async () => {
    await environment.serve(parts);
    finish(0);
  };
  program
    .command('serve')
    .description('run the web server and the worker')
    .action(run({ web: true, worker: true }));
  program
    .command('web')
    .description('run only the web server')
    .action(run({ web: true, worker: false }));
  program
    .command('worker')
    .description('run only the worker, which publishes and sends')
    .action(run({ web: false, worker: true }));
  program
    .command('status')
    .description('how things stand: next slot, runway, editions, readers, what waits and why')
    .option('--json', 'print it as JSON')
    .action(async (options) =>
      finish(await (await import('./commands/status.ts')).status(environment, options)),
    );
  program
    .command('demo')
    .description('watch a topic become a page and three mails, in a throw-away workspace')
    .option('--exit', 'check every step and end, instead of staying up')
    .action(async (options) => {
      await environment.demo({ exit: options.exit === true });
      finish(0);
    });
}

/** Commander gives settings to subcommands only when they are created after; ours are grouped by topic instead. */
function inheritSettings(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    inheritSettings(child);
  }
}

function localDate(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (date === null) throw new InvalidArgumentError('A date is written YYYY-MM-DD.');
  return date;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text))
    throw new InvalidArgumentError('A whole number from 1 to 99999 is needed.');
  return Number(text);
}
