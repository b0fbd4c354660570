import type { Command } from 'commander';
import type { Environment, Finish } from '../environment.ts';

/** The ways in, which a spike of unconfirmed sign-ups shuts. */
export function addDoors(program: Command, environment: Environment, finish: Finish): void {
  const load = () => import('../commands/doors.ts');
  const doors = program
    .command('doors')
    .helpCommand(false)
    .description('whether sign-ups are taken, and taking them again after a spike');
  doors
    .command('show')
    .description(
      'whether they are open, and how many sign-ups wait for a confirmation; 1 while they are shut',
    )
    .option('--json', 'print it as JSON')
    .action(async (options) => finish(await (await load()).showDoors(environment, options)));
  doors
    .command('open')
    .description('open them before the pause is over')
    .action(async () => finish(await (await load()).open(environment)));
  program
    .command('embed')
    .description('print the form as HTML for a page on an allowed origin')
    .action(async () => finish((await import('../commands/embed.ts')).embed(environment)));
}
