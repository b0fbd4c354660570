import type { EditionDecision } from '../../app/decide-edition.ts';
import { decideByKey } from '../../app/decide-edition-by-key.ts';
import { previewEdition } from '../../app/preview-edition.ts';
import type { Environment, ExitCode } from '../environment.ts';

const DONE: Readonly<Record<EditionDecision, string>> = {
  approve: 'approved: it goes out when its time comes, if its content stays the same',
  hold: 'held: it stays here until you approve it',
  'send-now': 'goes out with the next tick',
};

/** `fortnight edition approve|hold|send-now EDITION`. */
export async function decide(
  environment: Environment,
  decision: string,
  key: string,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  // The words come from the command's own table.
  const known = decision as EditionDecision;
  const edition = await decideByKey(await environment.app(), known, key);
  const { terminal } = environment;
  if (options.json === true)
    terminal.out(JSON.stringify({ version: 1, edition: edition.key, decision }, null, 2));
  else terminal.out(`${edition.key} ${DONE[known]}`);
  return 0;
}

/** `fortnight edition preview EDITION [--text]`: to standard output. */
export async function preview(
  environment: Environment,
  key: string,
  options: { readonly text?: boolean },
): Promise<ExitCode> {
  const part = options.text === true ? 'text' : 'html';
  environment.terminal.out(await previewEdition(await environment.app(), key, part));
  return 0;
}
