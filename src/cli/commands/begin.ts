import { beginFrom } from '../../app/begin.ts';
import type { LocalDate } from '../../core/zoned-time.ts';
import type { Environment, ExitCode } from '../environment.ts';

/** `fortnight begin --from DATE`. */
export async function begin(
  environment: Environment,
  options: { readonly from: LocalDate },
): Promise<ExitCode> {
  const first = await beginFrom(await environment.app(), options.from);
  environment.terminal.out(
    `slots before ${options.from} stay closed; the first that may publish is ${first}`,
  );
  return 0;
}
