import type { TopicEntry } from './entries.ts';
import type { Flaw } from './flaw.ts';
import type { Finding } from './rules/rule.ts';
import type { Span } from './source.ts';

/**
 * Leaves out findings that only follow from a fault of syntax, so that one slip is one diagnostic: about a value that
 * holds the slip, and about what seems to be absent from a topic that was not read whole.
 */
export function withoutConsequences(
  flaws: readonly Flaw[],
  topics: readonly TopicEntry[],
): (finding: Finding) => boolean {
  const slips = flaws.filter(isSyntactic).map((flaw) => flaw.span);
  const torn = topics
    .map((topic) => topic.span)
    .filter((span) => slips.some((slip) => startsWithin(slip, span)));
  return (finding) => {
    const isSlip = slips.includes(finding.span);
    if (isSlip) return true;
    const holdsSlip = slips.some((slip) => startsWithin(slip, finding.span));
    const isTorn = finding.about === 'absence' && torn.some((span) => startsWithin(finding.span, span));
    return !holdsSlip && !isTorn;
  };
}

function isSyntactic({ kind }: Flaw): boolean {
  return kind === 'syntax' || kind === 'unquoted-colon' || kind === 'tab-indent';
}

function startsWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.start < outer.end;
}
