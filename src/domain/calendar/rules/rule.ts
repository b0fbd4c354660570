import type { Severity } from '../../../core/diagnostics.ts';
import type { Outlook } from '../../schedule/outlook.ts';
import type { Cadence, TopicId } from '../calendar.ts';
import type { CheckContext } from '../check-context.ts';
import type { TopicEntry } from '../entries.ts';
import type { Flaw } from '../flaw.ts';
import type { CalendarFile } from '../schema.ts';
import type { Span } from '../source.ts';

/** One diagnostic of the calendar: its code, what it means, and how it is found. Listed in `registry.ts`. */
export interface Rule {
  readonly code: string;
  readonly severity: Severity;
  /** The heading in `docs/diagnostics.md`. */
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly how: string;
  readonly find: (input: CheckInput) => Iterable<Finding>;
}

/** Everything a rule may look at. */
export interface CheckInput {
  /** Null when the file could not be read as a group of keys; then only `flaws` says something. */
  readonly file: CalendarFile | null;
  readonly flaws: readonly Flaw[];
  readonly topics: readonly TopicEntry[];
  /** Null when the cadence is broken: rules about dates have nothing to say then. */
  readonly cadence: Cadence | null;
  /** Null when nobody knows which posts are written. */
  readonly hasBody: ((topic: TopicId) => boolean) | null;
  readonly context: CheckContext;
  /** What comes out when, if every topic is ready in time. Null without a cadence or a `now`. Worked out at the first call. */
  readonly outlook: () => Outlook | null;
}

/** One place where a rule is broken. */
export interface Finding {
  /** In the calendar; where the fault is in a post, what in the calendar it concerns. */
  readonly span: Span;
  readonly inPost?: { readonly file: string; readonly text: string; readonly span: Span };
  readonly message: string;
  readonly label?: string;
  readonly help?: string;
  readonly related?: readonly { readonly span: Span; readonly message: string }[];
  /** It says that something is not there: in a topic that was not read whole, it may only be unread. */
  readonly about?: 'absence';
  /** Where the place alone does not decide what is held up. */
  readonly blocks?: 'file' | 'none';
}

export type FlawOf<K extends Flaw['kind']> = Extract<Flaw, { readonly kind: K }>;

/** A rule's `find` for one kind of flaw of form, which the reading has already noticed. */
export function fromFlaws<K extends Flaw['kind']>(
  kind: K,
  word: (flaw: FlawOf<K>) => Omit<Finding, 'span'>,
): Rule['find'] {
  const isOfKind = (flaw: Flaw): flaw is FlawOf<K> => flaw.kind === kind;
  return ({ flaws }) => flaws.filter(isOfKind).map((flaw) => ({ span: flaw.span, ...word(flaw) }));
}

/** "did you mean `x`?" before the general help. */
export function suggesting(nearest: string | null, help: string): string {
  return nearest === null ? help : `did you mean \`${nearest}\`? ${help}`;
}

/** What `suggesting` put into a help: the text to write instead of the one at the place of the fault. Null without one. */
export function suggestionIn(help: string): string | null {
  return /^did you mean `([^`]+)`\?/.exec(help)?.[1] ?? null;
}
