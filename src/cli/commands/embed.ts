import { embeddedForm } from '../../site/embedded-form.tsx';
import type { Environment, ExitCode } from '../environment.ts';

/** `fortnight embed`. 1 while no page elsewhere may use it. */
export function embed({ terminal, config }: Environment): ExitCode {
  const { url, allowedOrigins } = config();
  terminal.out(embeddedForm(url));
  if (allowedOrigins.length > 0) return 0;
  terminal.err(
    'No page elsewhere may post it yet: set FORTNIGHT_ALLOWED_ORIGINS to the origins where it will stand.',
  );
  return 1;
}
