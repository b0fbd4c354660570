import { type Command, Option } from 'commander';
import type { Environment, Finish } from '../environment.ts';
import { addDoors } from './doors.ts';

export function addReaders(program: Command, environment: Environment, finish: Finish): void {
  program.commandsGroup('Readers:');
  const readers = program
    .command('subscribers')
    .helpCommand(false)
    .description('add, import, list, export and remove readers');
  const load = () => import('../commands/subscribers.ts');
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
  addDoors(program, environment, finish);
}
