export type Severity = 'error' | 'warning';

/** A place in a text file. Lines and columns count from 1; columns count characters as an editor shows them. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters the caret underlines, at least 1. */
  readonly length: number;
}

/** One fault found in the author's files, with all that is needed to mend it. */
export interface Diagnostic {
  /** E… is an error, W… a warning; listed in `docs/diagnostics.md`. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, in plain words, without a full stop. */
  readonly message: string;
  readonly place: Place;
  /** The words beside the caret, when there is something to add to `message`. */
  readonly label?: string;
  /** Other places that explain this one, e.g. "first defined here". */
  readonly related?: readonly { readonly place: Place; readonly message: string }[];
  /** What is allowed, or how to mend it. */
  readonly help?: string;
  /**
   * What this fault holds up: `file` holds the whole slot, `topic` makes only that topic (and later parts of its series)
   * not ready, `none` holds nothing. `topic` names the topic concerned when there is one.
   */
  readonly blocks: 'file' | 'topic' | 'none';
  readonly topic?: string;
}
