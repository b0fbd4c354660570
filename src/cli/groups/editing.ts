import { type Command, Option } from 'commander';
import type { TopicId } from '../../domain/calendar/calendar.ts';
import type { CalendarEdit, Neighbour, NewTopic } from '../../domain/calendar/edits/calendar-edit.ts';
import { dateRange, localDate, topicId } from '../arguments.ts';
import type { Environment, Finish } from '../environment.ts';

const STATUSES: readonly NewTopic['status'][] = ['idea', 'outline', 'draft', 'review', 'ready', 'parked'];

interface EditOptions {
  readonly dryRun?: boolean;
}

interface PlaceOptions {
  readonly before?: TopicId;
  readonly after?: TopicId;
}

type Run = (edit: CalendarEdit, options: EditOptions) => Promise<void>;

/** The commands that change the calendar file: each one edit, shown as a diff. */
export function addEditing(program: Command, environment: Environment, finish: Finish): void {
  program.commandsGroup('Editing:');
  const run = runner(environment, finish);
  addTopicEdits(program, run);
  addDateEdits(program, run);
}

/** Without a topic how things stand, as ever; with one, its status in the calendar. */
export function addStatus(program: Command, environment: Environment, finish: Finish): void {
  const run = runner(environment, finish);
  program
    .command('status')
    .description('how things stand: next slot, runway, editions, readers; or set the status of a topic')
    .argument('[topic]', 'id of a topic, to set its status', topicId)
    .addArgument(program.createArgument('[status]', 'how far its writing is').choices(STATUSES))
    .option('--dry-run', 'show the change, and write nothing')
    .option('--json', 'print how things stand as JSON')
    .action(async (topic, status, options, command: Command) => {
      if (topic === undefined)
        return finish(await (await import('../commands/status.ts')).status(environment, options));
      if (status === undefined) command.error(`error: say which status: ${STATUSES.join(', ')}`);
      await run({ kind: 'status', topic, status }, options);
    });
}

function runner(environment: Environment, finish: Finish): Run {
  return async (edit, { dryRun = false }) =>
    finish(await (await import('../commands/edit.ts')).editFile(environment, edit, dryRun));
}

function addTopicEdits(program: Command, run: Run): void {
  placed(edit(program, 'move', 'put a topic before or after another one, with its own comments'))
    .argument('<topic>', 'id of the topic', topicId)
    .action(async (topic: TopicId, options: EditOptions & PlaceOptions, command: Command) => {
      const to = neighbourOf(options) ?? command.error('error: say where to: --before ID or --after ID');
      await run({ kind: 'move', topic, to }, options);
    });
  placed(edit(program, 'add', 'add a topic; at the end, unless a place is named'))
    .argument('<id>', 'id of the new topic', topicId)
    .requiredOption('--title <title>', 'its title')
    .requiredOption('--track <track>', 'id of its track')
    .addOption(new Option('--status <status>', 'how far the writing is').choices(STATUSES).default('idea'))
    .action(async (id: TopicId, options: EditOptions & PlaceOptions & Omit<NewTopic, 'id'>) => {
      const { title, track, status } = options;
      await run({ kind: 'add', topic: { id, title, track, status }, to: neighbourOf(options) }, options);
    });
  edit(program, 'rename', 'give a topic another id; the old one stays as an alias, and its post moves along')
    .argument('<topic>', 'its id until now', topicId)
    .argument('<id>', 'its new id', topicId)
    .action((topic, id, options) => run({ kind: 'rename', topic, id }, options));
}

function addDateEdits(program: Command, run: Run): void {
  edit(program, 'pin', 'promise a topic to a publishing day')
    .argument('<topic>', 'id of the topic', topicId)
    .argument('<date>', 'a publishing day', localDate)
    .action((topic, date, options) => run({ kind: 'pin', topic, date }, options));
  edit(program, 'unpin', 'take the promise back')
    .argument('<topic>', 'id of the topic', topicId)
    .action((topic, options) => run({ kind: 'unpin', topic }, options));
  edit(program, 'skip', 'publish nothing on a day, or from a day to another')
    .argument('<date>', 'a publishing day, or a range DATE..DATE', dateRange)
    .action((range, options) => run({ kind: 'skip', range }, options));
  edit(program, 'unskip', 'publish again on a day that was skipped')
    .argument('<date>', 'the day', localDate)
    .action((date, options) => run({ kind: 'unskip', date }, options));
}

function edit(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .option('--dry-run', 'show the change, and write nothing');
}

function placed(command: Command): Command {
  return command
    .addOption(new Option('--before <id>', 'right before this topic').argParser(topicId).conflicts('after'))
    .addOption(new Option('--after <id>', 'right after this topic').argParser(topicId));
}

function neighbourOf({ before, after }: PlaceOptions): Neighbour | null {
  if (before !== undefined) return { kind: 'before', topic: before };
  return after === undefined ? null : { kind: 'after', topic: after };
}
