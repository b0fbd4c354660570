import type { Command } from 'commander';
import type { Environment, Finish } from '../environment.ts';
import { addStatus } from './editing.ts';

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
}
