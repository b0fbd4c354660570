import type { Flaw } from '../flaw.ts';
import type { Edit, Span } from '../source.ts';

/** What the parser stumbled over first, in the author's offsets. */
export interface SyntaxFault {
  readonly code: string;
  readonly message: string;
  readonly span: Span;
}

/** A guess at what went wrong and the edit that would mend it. The parser decides whether it was right. */
export interface Proposal {
  readonly flaw: Flaw;
  readonly edits: readonly Edit[];
}
