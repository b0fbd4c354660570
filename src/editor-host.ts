import type { Instant } from './core/clock.ts';
import { noFacts } from './domain/schedule/facts.ts';
import type { EditorHost } from './lsp/host.ts';
import { packageVersion } from './package-root.ts';

/** What `fortnight lsp` works with: standard input and output, and the plan as if nothing had been published yet. */
export function editorHost(now: () => Instant): EditorHost {
  return {
    input: process.stdin,
    output: process.stdout,
    now,
    facts: () => Promise.resolve(noFacts),
    version: packageVersion(),
  };
}
