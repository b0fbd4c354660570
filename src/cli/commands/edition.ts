import type { EditionDecision } from '../../app/decide-edition.ts';
import { decideByKey } from '../../app/decide-edition-by-key.ts';
import type { Environment, ExitCode } from '../environment.ts';

const DONE: Readonly<Record<EditionDecision, string>> = {
  approve: 'approved: it goes out when its time comes, if its content stays the same',
  hold: 'held: it stays here until you approve it',
  'send-now': 'goes out with the next tick',
};

/** `fortnight edition approve|hold|send-now EDITION`. */
export async function decide(environment: Environment, decision: string, key: string): Promise<ExitCode> {
  // The words come from the command's own table.
  const known = decision as EditionDecision;
  const edition = await decideByKey(await environment.app(), known, key);
  environment.terminal.out(`${edition.key} ${DONE[known]}`);
  return 0;
}
