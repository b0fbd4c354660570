import { preview as previewTopic } from '../../app/preview.ts';
import type { Environment, ExitCode } from '../environment.ts';

/** `fortnight preview TOPIC [--email|--text|--web]`: to standard output. */
export async function preview(
  environment: Environment,
  topic: string,
  options: { readonly text?: boolean; readonly web?: boolean },
): Promise<ExitCode> {
  const part = options.text === true ? 'text' : options.web === true ? 'web' : 'email';
  environment.terminal.out(await previewTopic(await environment.app(), topic, part));
  return 0;
}
