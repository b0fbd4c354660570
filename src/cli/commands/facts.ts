import { noFacts, type ScheduleFacts, type SlotFact } from '../../domain/schedule/facts.ts';
import { factsToJson } from '../../domain/schedule/facts-json.ts';
import type { Environment, ExitCode } from '../environment.ts';

/** `fortnight facts`: what is recorded of the past. As JSON, for a machine that has the calendar and not the database. */
export async function facts(
  environment: Environment,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const { terminal } = environment;
  const recorded = (await environment.facts()) ?? noFacts;
  if (options.json === true) terminal.out(JSON.stringify(factsToJson(recorded), null, 2));
  else for (const line of linesOf(recorded)) terminal.out(line);
  return 0;
}

function linesOf({ begunFrom, slots, publications }: ScheduleFacts): readonly string[] {
  const begun = begunFrom === null ? [] : [`slots before ${begunFrom} stay closed`];
  const byHand = publications
    .filter(({ slot }) => slot === null)
    .map(
      ({ topic, at, earlier }) =>
        `${new Date(at).toISOString().slice(0, 10)}  ${topic}, ${earlier === true ? 'before Fortnight' : 'by hand'}`,
    );
  const lines = [...begun, ...slots.map(lineOf), ...byHand];
  return lines.length === 0 ? ['nothing is recorded yet'] : lines;
}

function lineOf({ date, outcome }: SlotFact): string {
  switch (outcome.kind) {
    case 'published':
      return `${date}  ${outcome.topic}`;
    case 'skipped':
      return `${date}  skipped`;
    case 'missed':
      return `${date}  missed (${outcome.reason})`;
  }
}
