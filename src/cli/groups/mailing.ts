import type { Command } from 'commander';
import type { Environment, Finish } from '../environment.ts';
import { addDkim } from './dkim.ts';

export function addMailing(program: Command, environment: Environment, finish: Finish): void {
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
        finish(await (await import('../commands/edition.ts')).decide(environment, decision, key)),
      );
  }
  program
    .command('ledger')
    .description('what happened to every mail of an edition; without one, of all editions')
    .argument('[edition]', 'a topic, or a key such as regular:raft-1')
    .option('--json', 'print it as JSON')
    .action(async (key, options) =>
      finish(await (await import('../commands/ledger.ts')).ledger(environment, key ?? null, options)),
    );
  program
    .command('send-test')
    .description('send a topic as its mail to one address; nothing is recorded')
    .argument('<topic>', 'id of the topic')
    .argument('<address>', 'where to')
    .action(async (topic, address) =>
      finish(await (await import('../commands/send-test.ts')).sendTest(environment, topic, address)),
    );
  addDkim(program, environment, finish);
}
