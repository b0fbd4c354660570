import { type Command, Option } from 'commander';
import { SOURCES } from '../../domain/readers/import/sources.ts';
import { STATE_WORDS } from '../../domain/readers/import/state-words.ts';
import { SUPPRESSION_REASONS } from '../../domain/readers/subscriber.ts';
import { fieldColumn, wholeNumber } from '../arguments.ts';
import type { Environment, Finish } from '../environment.ts';
import { addDoors } from './doors.ts';

export function addReaders(program: Command, environment: Environment, finish: Finish): void {
  program.commandsGroup('Readers:');
  const readers = program
    .command('subscribers')
    .helpCommand(false)
    .description('add, import, look up, count, export and erase readers');
  const load = () => import('../commands/subscribers.ts');
  readers
    .command('add')
    .description('ask an address to confirm, as the form does')
    .argument('<address>')
    .option('--name <name>')
    .action(async (address, options) => finish(await (await load()).add(environment, address, options)));
  addImport(readers, environment, finish);
  readers
    .command('list')
    .description('list readers')
    .addOption(new Option('--state <state>', 'only these').choices(['pending', 'active', 'unsubscribed']))
    .option('--json', 'one JSON object a line')
    .action(async (options) => finish(await (await load()).list(environment, options)));
  readers
    .command('export')
    .description('write all readers to standard output, with all that an import takes')
    .addOption(new Option('--format <format>', 'how').choices(['csv', 'jsonl']).default('csv'))
    .addHelpText('after', '\nExample:\n  fortnight subscribers export > readers.csv')
    .action(async (options) => finish(await (await load()).exportAll(environment, options)));
  addLookingUp(readers, environment, finish);
  addSuppressing(readers, environment, finish);
  for (const [name, description] of [
    ['erase', 'erase a reader: the address is forgotten and never mailed again'],
    ['remove', 'the same as erase'],
  ] as const) {
    readers
      .command(name)
      .description(description)
      .argument('<address>')
      .action(async (address) => finish(await (await load()).remove(environment, address)));
  }
  addSuppressions(program, environment, finish);
  addDoors(program, environment, finish);
}

function addImport(readers: Command, environment: Environment, finish: Finish): void {
  readers
    .command('import')
    .description('take readers over from a CSV file: a list of your own, or the export of another service')
    .argument('<file>', 'the CSV file')
    .requiredOption('--consent <words>', 'where and how they agreed; kept with every reader')
    .addOption(
      new Option('--from <service>', 'whose export it is (default: told by its columns)').choices(SOURCES),
    )
    .option(
      '--map <field=column>',
      'which column holds what, such as email=Contact; any number, and none after = for no column',
      fieldColumn,
    )
    .addOption(
      new Option('--state <state>', 'how the readers stand of whom no column says it').choices(STATE_WORDS),
    )
    .option('--rejects <file>', 'write the rows that are not taken over here, with line and reason')
    .option('--dry-run', 'say what would happen, and change nothing')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  fortnight subscribers import email_list.csv --consent "my Substack" --dry-run\n  fortnight subscribers import list.csv --consent meetup --map email=Contact',
    )
    .action(async (file, options) =>
      finish(
        await (await import('../commands/import-subscribers.ts')).importFile(environment, file, options),
      ),
    );
}

function addLookingUp(readers: Command, environment: Environment, finish: Finish): void {
  const load = () => import('../commands/reader.ts');
  readers
    .command('show')
    .description('all that is kept about a reader')
    .argument('<address>')
    .option('--json', 'print it as JSON')
    .action(async (address, options) => finish(await (await load()).show(environment, address, options)));
  readers
    .command('find')
    .description('readers whose address or name holds a text; 1 when there are none')
    .argument('<text>')
    .option('--json', 'print them as JSON')
    .addHelpText('after', '\nExample:\n  fortnight subscribers find @example.org')
    .action(async (text, options) => finish(await (await load()).find(environment, text, options)));
  readers
    .command('history')
    .description('what happened to a reader: consents, coming and going, every mailing')
    .argument('<address>')
    .option('--json', 'print it as JSON')
    .action(async (address, options) => finish(await (await load()).history(environment, address, options)));
  readers
    .command('stats')
    .description('how many came and left, and how many there were')
    .addOption(
      new Option('--by <period>', 'a line for each').choices(['month', 'fortnight']).default('month'),
    )
    .option('--last <n>', 'how many periods to show', wholeNumber, 24)
    .option('--json', 'print it as JSON')
    .addHelpText('after', '\nExample:\n  fortnight subscribers stats --by fortnight --last 12')
    .action(async (options) =>
      finish(await (await import('../commands/reader-stats.ts')).stats(environment, options)),
    );
}

function addSuppressing(readers: Command, environment: Environment, finish: Finish): void {
  const load = () => import('../commands/reader.ts');
  readers
    .command('suppress')
    .description("mail nothing to an address any more, whether or not it is a reader's")
    .argument('<address>')
    .addOption(reasonOption('why'))
    .option('--json', 'print what was done as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  fortnight subscribers suppress carol@example.com --reason complained',
    )
    .action(async (address, options) => finish(await (await load()).suppress(environment, address, options)));
  readers
    .command('unsuppress')
    .description('let an address be mailed again, whatever stood against it')
    .argument('<address>')
    .option('--json', 'print what was done as JSON')
    .action(async (address, options) =>
      finish(await (await load()).unsuppress(environment, address, options)),
    );
}

function addSuppressions(program: Command, environment: Environment, finish: Finish): void {
  const load = () => import('../commands/suppressions.ts');
  const suppressions = program
    .command('suppressions')
    .helpCommand(false)
    .description('list, import and export what must not be mailed');
  suppressions
    .command('list')
    .description('the hashes of all addresses that must not be mailed, why, and since when')
    .addOption(new Option('--reason <reason>', 'only these').choices(SUPPRESSION_REASONS))
    .option('--json', 'one JSON object a line')
    .action(async (options) => finish(await (await load()).list(environment, options)));
  suppressions
    .command('import')
    .description('take in an exported list, or plain addresses, which are kept as hashes')
    .argument('<file>', 'a CSV file with a column `hash` or `email`, or addresses one a line')
    .addOption(reasonOption('why, where the file does not say'))
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nExample:\n  fortnight suppressions import never-again.csv --reason complained')
    .action(async (file, options) => finish(await (await load()).importFile(environment, file, options)));
  suppressions
    .command('export')
    .description('write all of them as CSV to standard output: hash, reason, time')
    .action(async () => finish(await (await load()).exportAll(environment)));
}

function reasonOption(description: string): Option {
  return new Option('--reason <reason>', description).choices(SUPPRESSION_REASONS).default('author');
}
