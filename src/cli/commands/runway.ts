import { runway as runwayOf } from '../../domain/schedule/runway.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { planInput, runwayAsJson, runwayWords } from '../planning.ts';

/** `fortnight runway [--at-least N]`: how long the ready posts last; 1 when they are fewer than N. */
export async function runway(
  environment: Environment,
  { atLeast = 0, json = false }: { readonly atLeast?: number; readonly json?: boolean },
): Promise<ExitCode> {
  const { terminal } = environment;
  const ahead = runwayOf(await planInput(environment));
  // A calendar without an end of slots has no dry date, and so enough.
  const enough = ahead.dryOn === null || ahead.posts >= atLeast;
  if (json) terminal.out(JSON.stringify({ version: 1, ...runwayAsJson(ahead), enough }, null, 2));
  else terminal.out(runwayWords(ahead, terminal.paint));
  if (!enough && !json)
    terminal.err(`at least ${atLeast} ${atLeast === 1 ? 'post' : 'posts'} in a row should be ready`);
  return enough ? 0 : 1;
}
