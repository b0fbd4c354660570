import type { Command } from 'commander';
import type { Environment, Finish } from '../environment.ts';

export function addEditors(program: Command, environment: Environment, finish: Finish): void {
  program.commandsGroup('Editors:');
  program
    .command('schema')
    .description('print the JSON Schema of the calendar, with which editors complete and explain it')
    .option('--write', 'write it to calendar/calendar.schema.json instead')
    .action(async (options) =>
      finish(await (await import('../commands/schema.ts')).schema(environment, options)),
    );
  program
    .command('lsp')
    .description('serve an editor over standard input and output, by the Language Server Protocol')
    .option('--stdio', 'what it does anyway; some editors insist on saying so')
    .action(() => environment.serveEditor());
}
