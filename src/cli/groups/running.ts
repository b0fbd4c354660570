import { type Command, Option } from 'commander';
import { localDate, wholeNumber } from '../arguments.ts';
import type { Environment, Finish } from '../environment.ts';
import { addStatus } from './editing.ts';
import { addSecret } from './secret.ts';

export function addRunning(program: Command, environment: Environment, finish: Finish): void {
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
  addStatus(program, environment, finish);
  program
    .command('demo')
    .description('watch a topic become a page and three mails, in a throw-away workspace')
    .option('--exit', 'check every step and end, instead of staying up')
    .action(async (options) => {
      await environment.demo({ exit: options.exit === true });
      finish(0);
    });
  addRehearse(program, environment, finish);
  addSecret(program, environment, finish);
}

function addRehearse(program: Command, environment: Environment, finish: Finish): void {
  program
    .command('rehearse')
    .description('run the coming years in seconds, on a virtual clock and against a relay in memory')
    .option('--from <date>', 'where it begins (default: today)', localDate)
    .option('--until <date>', 'where it ends (default: after two years)', localDate)
    .option('--subscribers <number>', 'so many made-up readers instead of those there are', wholeNumber)
    .addOption(
      new Option(
        '--assume <what>',
        'planned: every topic is written by its planned date, instead of only what is ready now',
      ).choices(['planned']),
    )
    .option('--reader <address>', 'list every mail that this reader gets')
    .option(
      '--seed <number>',
      'what chance comes out as; the same seed shows the same (default: 1)',
      wholeNumber,
    )
    .option('--faults', 'let everything go wrong that can: relay, disk, clock, process, author')
    .option('--json', 'print the report as JSON')
    .option('--html <file>', 'write the report as a page, too')
    .option('--transcript <file>', 'write down every single event')
    .action(async (options) => finish(await environment.rehearse(options)));
}
