import { type PreviewPart, preview as previewTopic } from '../../app/preview.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { lint } from './preview-lint.ts';

interface PreviewOptions {
  readonly email?: boolean;
  readonly text?: boolean;
  readonly web?: boolean;
  readonly lint?: boolean;
  readonly json?: boolean;
}

/** `fortnight preview TOPIC`: a page that follows the author's files; with `--email`, `--text`, `--web` or `--lint` that part to standard output. */
export async function preview(
  environment: Environment,
  topic: string,
  options: PreviewOptions,
): Promise<ExitCode> {
  if (options.lint === true) return lint(environment, topic, options.json === true);
  const part = partOf(options);
  if (part === null) await environment.showPreview(topic);
  else environment.terminal.out(await previewTopic(await environment.app(), topic, part));
  return 0;
}

/** Null: all of them, on a page. */
function partOf({ email, text, web }: PreviewOptions): PreviewPart | null {
  if (email === true) return 'email';
  if (text === true) return 'text';
  return web === true ? 'web' : null;
}
