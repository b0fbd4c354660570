import type { Diagnostic, Place } from '../../core/diagnostics.ts';
import { noFacts } from '../schedule/facts.ts';
import { type Outlook, outlookOf } from '../schedule/outlook.ts';
import { readinessFrom } from '../schedule/readiness.ts';
import { buildCadence, buildCalendar } from './build.ts';
import type { Calendar, TopicId } from './calendar.ts';
import { type CheckContext, noContext } from './check-context.ts';
import { withoutConsequences } from './consequences.ts';
import type { TopicEntry } from './entries.ts';
import { topicEntries } from './entries.ts';
import type { ReadFile } from './read-file.ts';
import { readFile } from './read-file.ts';
import { rules } from './rules/registry.ts';
import type { CheckInput, Finding, Rule } from './rules/rule.ts';
import type { CalendarFile } from './schema.ts';
import type { Scope } from './scope.ts';
import { scopeFinder } from './scope.ts';
import type { Span } from './source.ts';
import { lineIndexAt, lineStartsOf, placeOf } from './source.ts';

/** The author's file as text. `file` is the name it is reported under. */
export interface CalendarText {
  readonly file: string;
  readonly text: string;
  /** Whether the post of a topic is written. Left out, nothing is said about posts. */
  readonly hasBody?: (topic: TopicId) => boolean;
  /** What happened, what time it is, what the posts say. Left out, the file alone is checked. */
  readonly context?: CheckContext;
  /** How the text is read; `readFile` when left out. */
  readonly read?: ReadFile;
}

export interface ParsedCalendar {
  /**
   * Null when the text is unreadable, or blog, cadence or email policy cannot be made of it. Otherwise for reading; it
   * may act only as far as the diagnostics' `blocks` allow. Ids of topics are unique in it.
   */
  readonly calendar: Calendar | null;
  /** Every fault found, in the order of the file. */
  readonly diagnostics: readonly Diagnostic[];
  /** The file as typed, every value with its place: for editors. Null when there is nothing to read. */
  readonly outline: Outline | null;
}

export interface Outline {
  readonly file: CalendarFile;
  readonly topics: readonly TopicEntry[];
}

/** Reads and checks the calendar file. Pure; never throws, whatever the text. */
export function parseCalendar({
  file,
  text,
  hasBody,
  context = noContext,
  read = readFile,
}: CalendarText): ParsedCalendar {
  const lineStarts = lineStartsOf(text);
  const placed = (span: Span) => placeOf(file, text, lineStarts, span);
  const outcome = read(text);
  if (outcome.kind === 'unreadable') {
    const known = { cadence: null, hasBody: null, context, outlook: () => null };
    return {
      calendar: null,
      diagnostics: check({ file: null, flaws: outcome.flaws, topics: [], ...known }, placed),
      outline: null,
    };
  }
  const { root, flaws } = outcome;
  const topics = root === null ? [] : topicEntries(root, (offset) => lineIndexAt(lineStarts, offset) + 1);
  const calendar = root === null ? null : buildCalendar(root, topics);
  const input: CheckInput = {
    file: root,
    flaws,
    topics,
    cadence: root === null ? null : buildCadence(root),
    hasBody: hasBody ?? null,
    context,
    outlook: lazily(() => lookAhead(calendar, hasBody ?? (() => true), context)),
  };
  return {
    calendar,
    diagnostics: check(input, placed),
    outline: root === null ? null : { file: root, topics },
  };
}

/** Faults are left out of account: a slip in a ready topic is one diagnostic, not a short runway as well. */
function lookAhead(
  calendar: Calendar | null,
  hasBody: (topic: TopicId) => boolean,
  { facts, now }: CheckContext,
): Outlook | null {
  if (calendar === null || now === null) return null;
  const known = facts ?? noFacts;
  const readinessOf = readinessFrom({ calendar, diagnostics: [], hasBody, facts: known });
  return outlookOf({ calendar, facts: known, readinessOf, now });
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function check(input: CheckInput, placed: (span: Span) => Place): readonly Diagnostic[] {
  const scopeAt = scopeFinder(input.file, input.topics);
  const isCause = withoutConsequences(input.flaws, input.topics);
  return rules
    .flatMap((rule) => [...rule.find(input)].map((finding) => ({ rule, finding })))
    .filter(({ finding }) => isCause(finding))
    .sort((one, other) => one.finding.span.start - other.finding.span.start)
    .map(({ rule, finding }) => diagnose(rule, finding, scopeAt(finding.span.start), placed));
}

function diagnose(rule: Rule, finding: Finding, scope: Scope, placed: (span: Span) => Place): Diagnostic {
  const { span, inPost, message, label, help, related } = finding;
  return {
    code: rule.code,
    severity: rule.severity,
    message,
    place: inPost === undefined ? placed(span) : placeInPost(inPost),
    ...(label === undefined ? {} : { label }),
    ...(related === undefined
      ? {}
      : { related: related.map((each) => ({ place: placed(each.span), message: each.message })) }),
    ...(help === undefined ? {} : { help }),
    blocks: rule.severity === 'warning' ? 'none' : (finding.blocks ?? scope.blocks),
    ...('topic' in scope ? { topic: scope.topic } : {}),
  };
}

function placeInPost({ file, text, span }: NonNullable<Finding['inPost']>): Place {
  return placeOf(file, text, lineStartsOf(text), span);
}
