import { editCalendarFile } from '../../app/edit-calendar-file.ts';
import type { DiffLine } from '../../core/unified-diff.ts';
import type { CalendarEdit } from '../../domain/calendar/edits/calendar-edit.ts';
import { noFacts } from '../../domain/schedule/facts.ts';
import type { Environment, ExitCode } from '../environment.ts';
import type { Paint, Tone } from '../terminal.ts';

/** `fortnight move`, `pin`, `skip`…: the change as a diff on standard output; what else matters on standard error. */
export async function editFile(
  environment: Environment,
  edit: CalendarEdit,
  dryRun: boolean,
): Promise<ExitCode> {
  const { terminal } = environment;
  const facts = (await environment.facts()) ?? noFacts;
  const edited = await editCalendarFile(environment.workspace(), edit, facts, {
    dryRun,
    now: environment.now(),
  });
  if (edited.diff.length === 0) terminal.err(`${edited.file} says so already: nothing to change`);
  else terminal.out(shownDiff(edited.diff, terminal.paint));
  for (const note of edited.notes) terminal.err(`${terminal.paint('warn', 'note')}: ${note}`);
  if (dryRun && edited.diff.length > 0) terminal.err('this was a dry run: nothing was written');
  return 0;
}

const TONES: Readonly<Record<DiffLine['kind'], Tone | null>> = {
  file: 'strong',
  hunk: 'accent',
  ' ': null,
  '-': 'bad',
  '+': 'good',
  '\\': 'muted',
};

function shownDiff(diff: readonly DiffLine[], paint: Paint): string {
  const lines = diff.map(({ kind, text }) => {
    const tone = TONES[kind];
    return tone === null ? text : paint(tone, text);
  });
  return lines.join('\n');
}
