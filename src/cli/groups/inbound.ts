import type { Command } from 'commander';
import type { Environment, Finish } from '../environment.ts';

/** Mail that comes in. */
export function addInbound(program: Command, environment: Environment, finish: Finish): void {
  const inbound = program
    .command('inbound')
    .helpCommand(false)
    .description('what a mail that came in is: bounce, delay, complaint, auto-reply, command or human');
  const load = () => import('../commands/inbound.ts');
  inbound
    .command('classify')
    .description('say of each message what it is, and whom it is about; changes nothing')
    .argument('<path...>', 'files with one message each, or folders of them')
    .option('--json', 'one JSON object a line')
    .action(async (paths, options) => finish(await (await load()).classify(environment, paths, options)));
}
