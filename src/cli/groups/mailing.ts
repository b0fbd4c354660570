import { type Command, Option } from 'commander';
import type { FailReason } from '../../domain/deliveries/delivery.ts';
import { wholeNumber } from '../arguments.ts';
import type { Environment, Finish } from '../environment.ts';
import { addDkim } from './dkim.ts';

const EDITION = 'a topic, or a key such as regular:raft-1';
const FAIL_REASONS: readonly FailReason[] = [
  'refused',
  'expired',
  'no-such-mailbox',
  'policy',
  'not-sendable',
];

export function addMailing(program: Command, environment: Environment, finish: Finish): void {
  program.commandsGroup('Mailing:');
  const edition = program
    .command('edition')
    .helpCommand(false)
    .description('decide about an edition: before it goes out, and while it is on its way');
  addDecisions(edition, environment, finish);
  addControls(edition, environment, finish);
  addLedger(program, environment, finish);
  addResolving(program, environment, finish);
  addWriting(program, environment, finish);
  addRelay(program, environment, finish);
}

function addDecisions(edition: Command, environment: Environment, finish: Finish): void {
  const decisions = {
    approve: 'let it go out with exactly the content it has now',
    hold: 'keep it back until you approve it',
    'send-now': 'send it with the next tick: no quiet period, no window',
  } as const;
  for (const [decision, description] of Object.entries(decisions)) {
    edition
      .command(decision)
      .description(description)
      .argument('<edition>', EDITION)
      .option('--json', 'print what was done as JSON')
      .action(async (key, options) =>
        finish(await (await import('../commands/edition.ts')).decide(environment, decision, key, options)),
      );
  }
  edition
    .command('preview')
    .description('print it as each reader gets it')
    .argument('<edition>', EDITION)
    .option('--text', 'the plain-text part instead of the HTML')
    .action(async (key, options) =>
      finish(await (await import('../commands/edition.ts')).preview(environment, key, options)),
    );
}

function addControls(edition: Command, environment: Environment, finish: Finish): void {
  const load = () => import('../commands/edition-control.ts');
  edition
    .command('pause')
    .description('begin nothing more of it, from this moment until you resume it')
    .argument('<edition>', EDITION)
    .option('--json', 'print what was done as JSON')
    .action(async (key, options) => finish(await (await load()).pause(environment, key, options)));
  edition
    .command('resume')
    .description('let it go on, whoever paused it')
    .argument('<edition>', EDITION)
    .option('--json', 'print what was done as JSON')
    .action(async (key, options) => finish(await (await load()).resume(environment, key, options)));
  edition
    .command('cancel')
    .description('send nothing more of it, ever')
    .argument('<edition>', EDITION)
    .option('--yes', 'do not ask')
    .option('--json', 'print what was done as JSON')
    .action(async (key, options) => finish(await (await load()).cancel(environment, key, options)));
  edition
    .command('retry')
    .description('send what has failed once more, with a whole day of attempts before it')
    .argument('<edition>', EDITION)
    .argument('[readers...]', 'only to these: addresses, or numbers from the ledger')
    .addOption(new Option('--reason <reason>', 'only what failed for this reason').choices(FAIL_REASONS))
    .option('--json', 'print what was done as JSON')
    .action(async (key, readers, options) =>
      finish(await (await load()).retry(environment, key, readers, options)),
    );
}

function addLedger(program: Command, environment: Environment, finish: Finish): void {
  program
    .command('ledger')
    .description('what happened to every mail of an edition; without one, of all editions')
    .argument('[edition]', EDITION)
    .option('--uncertain', 'of the readers only those of whom nobody knows, with what was last heard')
    .option('--failed', 'of the readers only those whose mail has failed')
    .option('--deferred', 'of the readers only those whose mail is tried again')
    .option('--skipped', 'of the readers only those who were passed over, and why')
    .option('--domains', 'the sum of each recipient domain')
    .option('--watch', 'follow it until it is complete (0), or paused or cancelled (1)')
    .option('--json', 'print it as JSON; with --watch, an object a line')
    .action(async (key, options, command: Command) => {
      if (key === undefined && Object.keys(options).some((option) => option !== 'json'))
        command.error('error: say which edition');
      finish(await (await import('../commands/ledger.ts')).ledger(environment, key ?? null, options));
    });
}

function addResolving(program: Command, environment: Environment, finish: Finish): void {
  program
    .command('resolve')
    .description(
      'settle mails that were begun and never answered: by your word, or by the log of the mail server',
    )
    .argument('<edition>', EDITION)
    .argument('[readers...]', 'only these: addresses, or numbers from the ledger')
    .addOption(new Option('--sent', 'count them as sent').conflicts(['resend', 'log']))
    .addOption(
      new Option(
        '--resend',
        'send them once more; who got it may get it twice, with the same Message-ID',
      ).conflicts('log'),
    )
    .option('--log <file>', 'settle what a log of Postfix or Exim proves; - reads standard input')
    .option('--dry-run', 'with --log: show what it proves, and change nothing')
    .option('--yes', 'do not ask')
    .option('--json', 'print what was done as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  fortnight resolve raft-1 --log /var/log/mail.log\n  ssh mail.example.com cat /var/log/mail.log | fortnight resolve raft-1 --log -',
    )
    .action(async (key, readers, options, command: Command) => {
      const commands = await import('../commands/resolve.ts');
      const { sent, resend, log, dryRun } = options;
      if (log !== undefined) {
        if (readers.length > 0) command.error('error: a log speaks for itself: name no readers with --log');
        return finish(await commands.resolveByLog(environment, key, log, options));
      }
      if (dryRun === true) command.error('error: --dry-run goes with --log');
      if (sent !== true && resend !== true) command.error('error: say how: --sent, --resend or --log FILE');
      const how = sent === true ? 'sent' : 'resend';
      finish(await commands.resolveByWord(environment, key, readers, how, options));
    });
}

/** Mailings that are no posts. */
function addWriting(program: Command, environment: Environment, finish: Finish): void {
  const load = () => import('../commands/mailings.ts');
  program
    .command('correction')
    .description('mail a correction to exactly those who got a post; at most one for each')
    .argument('<topic>', 'id of the topic')
    .option(
      '--file <file>',
      'Markdown that says what was wrong; without it the whole post is sent, as it is now',
    )
    .option('--send', 'let it go with the next tick, instead of holding it')
    .option('--json', 'print what was done as JSON')
    .action(async (topic, options) => finish(await (await load()).correction(environment, topic, options)));
  program
    .command('announce')
    .description('mail a Markdown file to every reader, outside the calendar')
    .argument('<file>', 'the Markdown; its first heading is the title')
    .option('--title <title>', 'another title')
    .option('--send', 'let it go with the next tick, instead of holding it')
    .option('--json', 'print what was done as JSON')
    .action(async (file, options) => finish(await (await load()).announce(environment, file, options)));
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

function addRelay(program: Command, environment: Environment, finish: Finish): void {
  const load = () => import('../commands/relay.ts');
  const relay = program
    .command('relay')
    .helpCommand(false)
    .description('the mail servers that take our mail');
  relay
    .command('status')
    .description('limits, what was used of them, warm-up, and what a server holds against us')
    .option('--json', 'print it as JSON')
    .action(async (options) => finish(await (await load()).relayStatus(environment, options)));
  relay
    .command('test')
    .description('connect to a server and log in, step by step; nothing is mailed')
    .argument('[number]', 'which one, as `relay status` counts them (default: all)', wholeNumber)
    .option('--json', 'print what was found as JSON')
    .action(async (number, options) =>
      finish(await (await load()).relayTest(environment, number ?? null, options)),
    );
}
