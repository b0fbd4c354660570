import { publishByHand, unpublish as unpublishTopic } from '../../app/publish-by-hand.ts';
import type { LocalDate } from '../../core/zoned-time.ts';
import type { Environment, ExitCode } from '../environment.ts';

/** `fortnight publish TOPIC [--slot DATE]`. */
export async function publish(
  environment: Environment,
  topic: string,
  options: { readonly slot?: LocalDate },
): Promise<ExitCode> {
  const app = await environment.app();
  const { url, pages } = await publishByHand(app, topic, options.slot ?? null);
  environment.terminal.out(`published ${topic}: ${url} (${pages} pages written)`);
  return 0;
}

/** `fortnight unpublish TOPIC`. */
export async function unpublish(environment: Environment, topic: string): Promise<ExitCode> {
  const app = await environment.app();
  const { mailed } = await unpublishTopic(app, topic);
  const { terminal } = environment;
  terminal.out(`${topic} is off the web and answers 410`);
  terminal.out(
    mailed ? terminal.paint('warn', 'its mail had begun and cannot be called back') : 'its mail is cancelled',
  );
  return 0;
}
