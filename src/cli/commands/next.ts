import { wordsOfFilling } from '../../domain/schedule/filling.ts';
import { plan as planRows } from '../../domain/schedule/plan.ts';
import { runway } from '../../domain/schedule/runway.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { planInput, shownDate } from '../planning.ts';
import { planAsJson, runwayWords } from './plan.ts';

/** `fortnight next`: the plan's first row. 1 when no slot is left. */
export async function next(
  environment: Environment,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const { terminal } = environment;
  const input = await planInput(environment);
  const rows = planRows({ ...input, count: 1 });
  const ahead = runway(input);
  if (options.json === true) terminal.out(JSON.stringify(planAsJson(rows, ahead, input.calendar), null, 2));
  const [row] = rows;
  if (options.json === true || row === undefined) {
    if (row === undefined) terminal.err('no slot is left: the calendar skips everything to come');
    return row === undefined ? 1 : 0;
  }
  const { zone, at } = input.calendar.cadence;
  const topic = input.calendar.topics.find((candidate) => candidate.id === row.committed.topic);
  terminal.out(`${terminal.paint('strong', shownDate(row.date))}, ${at} ${zone} (UTC${row.offset})`);
  terminal.out(
    topic === undefined
      ? terminal.paint('bad', 'nothing is ready')
      : `${terminal.paint('accent', topic.id)}  ${topic.title}`,
  );
  terminal.out(terminal.paint('muted', wordsOfFilling(row.committed)));
  terminal.out(runwayWords(ahead, terminal.paint));
  return 0;
}
