import { type Command, Option } from 'commander';
import { localDate } from '../arguments.ts';
import type { Environment, Finish } from '../environment.ts';

export function addPublishing(program: Command, environment: Environment, finish: Finish): void {
  program.commandsGroup('Publishing:');
  program
    .command('tick')
    .description('look now, and do what is due: what the worker does every minute')
    .option('--json', 'print what was done as JSON')
    .action(async (options) =>
      finish(await (await import('../commands/tick.ts')).tickNow(environment, options)),
    );
  program
    .command('begin')
    .description('say from which slot on to publish, on a new database with dates in the past')
    .requiredOption('--from <date>', 'first publishing day that may be used', localDate)
    .action(async (options) =>
      finish(await (await import('../commands/begin.ts')).begin(environment, options)),
    );
  program
    .command('publish')
    .description('publish a topic by hand, now; uses no slot unless one is named')
    .argument('<topic>', 'id of the topic')
    .option('--slot <date>', 'use up this slot, which must be the next open one', localDate)
    .action(async (topic, options) =>
      finish(await (await import('../commands/publish.ts')).publish(environment, topic, options)),
    );
  program
    .command('unpublish')
    .description('take a post off the web (410) and cancel its mail if that has not begun')
    .argument('<topic>', 'id of the topic')
    .action(async (topic) =>
      finish(await (await import('../commands/publish.ts')).unpublish(environment, topic)),
    );
  program
    .command('build')
    .description('make every file of the site anew, as a folder that any web server can serve')
    .option('--out <folder>', 'a copy for another host, whose forms post to FORTNIGHT_URL')
    .option('--json', 'print what was written and removed as JSON')
    .action(async (options) =>
      finish(await (await import('../commands/build.ts')).build(environment, options)),
    );
  program
    .command('preview')
    .description('render a topic as readers will get it')
    .argument('<topic>', 'id of the topic')
    .addOption(new Option('--email', 'the mail').conflicts(['text', 'web', 'lint']))
    .addOption(new Option('--text', 'the plain-text part').conflicts(['email', 'web', 'lint']))
    .addOption(new Option('--web', 'the article as on its page').conflicts(['email', 'text', 'lint']))
    .option(
      '--lint',
      'what mail programs lack of what the mail uses, and how large it is; 1 when that does harm',
    )
    .option('--json', 'with --lint: as data')
    .addHelpText(
      'after',
      '\nWithout an option it serves a page beside your editor: page, mail and text,\nanew at every change. With one it prints:\n  fortnight preview raft-1 --email > raft-1.html',
    )
    .action(async (topic, options) =>
      finish(await (await import('../commands/preview.ts')).preview(environment, topic, options)),
    );
}
