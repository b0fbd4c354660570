import { deliveryStory } from '../../app/delivery-story.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { moment } from '../words.ts';

/** `fortnight why READER EDITION`: what happened to one reader's copy, and when. */
export async function whyReader(
  environment: Environment,
  reader: string,
  key: string,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const { terminal } = environment;
  const { edition, delivery, lines } = await deliveryStory(await environment.app(), reader, key);
  const { subscriber, address, state, attempts } = delivery;
  if (options.json === true) {
    const story = lines.map(({ at, words }) => ({ at: new Date(at).toISOString(), words }));
    const shown = { version: 1, edition: edition.key, subscriber, address, state, attempts, story };
    terminal.out(JSON.stringify(shown, null, 2));
    return 0;
  }
  const who = address ?? `erased reader ${subscriber}`;
  terminal.out(
    `${terminal.paint('strong', who)}  ${edition.key}  ${terminal.paint('muted', state.kind)}${edition.test ? '  (test run: it went to the test address)' : ''}`,
  );
  for (const { at, words } of lines) terminal.out(`  ${terminal.paint('muted', moment(at))}  ${words}`);
  return 0;
}
