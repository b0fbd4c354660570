import type { Instant } from './core/clock.ts';
import type { ScheduleFacts } from './domain/schedule/facts.ts';
import type { EditorHost } from './lsp/host.ts';
import { packageVersion } from './package-root.ts';
import type { Workspace } from './workspace/workspace.ts';

/** What `fortnight lsp` works with: standard input and output, and what `factsOf` finds on record of a workspace. */
export function editorHost(
  now: () => Instant,
  factsOf: (workspace: Workspace) => Promise<ScheduleFacts | null>,
): EditorHost {
  return {
    input: process.stdin,
    output: process.stdout,
    now,
    facts: factsOf,
    version: packageVersion(),
  };
}
