import type { Command } from 'commander';
import type { Environment, Finish } from '../environment.ts';

/** Mail that comes in. */
export function addInbound(program: Command, environment: Environment, finish: Finish): void {
  const inbound = program
    .command('inbound')
    .helpCommand(false)
    .description('mail that comes in: by which ways, and what it is');
  const load = () => import('../commands/inbound.ts');
  inbound
    .command('classify')
    .description(
      'say of each message what it is, and whom it is about: bounce, delay, complaint, auto-reply, command or human; changes nothing',
    )
    .argument('<path...>', 'files with one message each, or folders of them')
    .option('--json', 'one JSON object a line')
    .action(async (paths, options) => finish(await (await load()).classify(environment, paths, options)));
  inbound
    .command('test')
    .description(
      'look whether mail can come in by the listener and the mailbox that are configured; takes none',
    )
    .option('--json', 'print it as JSON')
    .action(async (options) =>
      finish(await (await import('../commands/inbound-test.ts')).inboundTest(environment, options)),
    );
}
