import { type Command, Option } from 'commander';
import { INBOUND_KINDS } from '../../domain/inbound/classified.ts';
import { wholeNumber } from '../arguments.ts';
import type { Environment, Finish } from '../environment.ts';

/** Mail that comes in. */
export function addInbound(program: Command, environment: Environment, finish: Finish): void {
  const inbound = program
    .command('inbound')
    .helpCommand(false)
    .description('mail that comes in: by which ways, what it is, and what was done about it');
  const load = () => import('../commands/inbound.ts');
  const kept = () => import('../commands/inbound-kept.ts');
  inbound
    .command('classify')
    .description(
      'say of each message what it is, and whom it is about: bounce, delay, complaint, auto-reply, command or human; changes nothing',
    )
    .argument('<path...>', 'files with one message each, or folders of them')
    .option('--json', 'one JSON object a line')
    .action(async (paths, options) => finish(await (await load()).classify(environment, paths, options)));
  inbound
    .command('list')
    .description('what came in within the last 30 days, newest first, and what became of it')
    .addOption(new Option('--kind <kind>', 'only these').choices(INBOUND_KINDS))
    .option('--limit <n>', 'at most so many', wholeNumber, 50)
    .option('--json', 'one JSON object a line')
    .action(async (options) => finish(await (await kept()).list(environment, options)));
  inbound
    .command('show')
    .description('one mail: what it was, what was done, and what it says')
    .argument('<id>', 'its number in the list', wholeNumber)
    .option('--raw', 'the message itself, as it came')
    .option('--json', 'as JSON')
    .action(async (id, options) => finish(await (await kept()).show(environment, id, options)));
  inbound
    .command('replay')
    .description(
      'read a mail again and do what it asks, if that was not done: what was done is not done twice',
    )
    .argument('[id]', 'its number in the list', wholeNumber)
    .option('--all', 'every mail that is kept, oldest first')
    .option('--json', 'one JSON object a line')
    .action(async (id, options) => finish(await (await kept()).replay(environment, id, options)));
  inbound
    .command('take')
    .description('take mails from files, as if they had just come in')
    .argument('<path...>', 'files with one message each, or folders of them')
    .option('--json', 'one JSON object a line')
    .action(async (paths, options) => finish(await (await kept()).take(environment, paths, options)));
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
