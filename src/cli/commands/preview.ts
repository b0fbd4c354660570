import { preview as previewTopic } from '../../app/preview.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { lint } from './preview-lint.ts';

interface PreviewOptions {
  readonly text?: boolean;
  readonly web?: boolean;
  readonly lint?: boolean;
  readonly json?: boolean;
}

/** `fortnight preview TOPIC [--email|--text|--web|--lint]`: to standard output. */
export async function preview(
  environment: Environment,
  topic: string,
  options: PreviewOptions,
): Promise<ExitCode> {
  if (options.lint === true) return lint(environment, topic, options.json === true);
  const part = options.text === true ? 'text' : options.web === true ? 'web' : 'email';
  environment.terminal.out(await previewTopic(await environment.app(), topic, part));
  return 0;
}
