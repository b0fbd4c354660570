import { classifyFiles } from '../../app/classify-mail.ts';
import type { InboundRecipient } from '../../domain/inbound/classified.ts';
import type { Environment, ExitCode } from '../environment.ts';

/** `fortnight inbound classify PATH…`. One line a file. */
export async function classify(
  { terminal }: Environment,
  paths: readonly string[],
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  for await (const { file, kind, format, recipients } of classifyFiles(paths)) {
    if (options.json === true) terminal.out(JSON.stringify({ file, kind, format, recipients }));
    else terminal.out([kind.padEnd(10), file, ...recipients.map(words)].join('  '));
  }
  return 0;
}

function words({ address, status, suppress, permanent, reason }: InboundRecipient): string {
  const fate = suppress ? 'never again' : permanent ? 'permanent' : 'temporary';
  return `${address} (${[status, reason, fate].filter((part) => part !== null).join(', ')})`;
}
