import type { TopicEntry } from '../entries.ts';
import type { Span } from '../source.ts';
import type { CheckInput, Finding, Rule } from './rule.ts';

export const partWithoutSeries: Rule = {
  code: 'E203',
  severity: 'error',
  title: 'a part without a series, or a series without a part',
  what: 'A topic says which part it is, but not of which series; or the other way round.',
  why: 'Parts come out strictly in order, so both must be known.',
  how: 'Add the missing `series:` or `part:`, or remove the other.',
  *find({ topics }) {
    for (const { fields } of topics) {
      if (fields?.part && !fields.series) yield lacking(fields.part.key, 'part', 'series');
      if (fields?.series && !fields.part) yield lacking(fields.series.key, 'series', 'part');
    }
  },
};

export const partsOutOfOrder: Rule = {
  code: 'E204',
  severity: 'error',
  title: 'parts of a series are out of order',
  what: 'A later part of a series stands before an earlier one among the topics still to come.',
  why: 'The order in the file is the order of publication, and a series goes strictly by part.',
  how: 'Move the topic behind the part before it.',
  *find(input) {
    for (const { parts } of seriesOf(input)) {
      const coming = parts.filter((part) => !part.published);
      for (const [index, part] of coming.entries()) {
        const before = coming[index - 1];
        if (before !== undefined && part.number < before.number) yield outOfOrder(part, before);
      }
    }
  },
};

export const partsNotCounted: Rule = {
  code: 'E205',
  severity: 'error',
  title: 'the parts of a series do not count from 1 up',
  what: 'A part number stands twice, is left out, or is beyond the number of parts the series announces.',
  why: 'Readers are told "part 2 of 4", and a part that waits for a missing one never comes out.',
  how: 'Number the parts 1, 2, 3 … and let `parts:` of the series say how many there are.',
  *find(input) {
    for (const series of seriesOf(input)) {
      yield* [repeatedParts, skippedPart, wrongTotal]
        .map((check) => [...check(series)])
        .find((found) => found.length > 0) ?? [];
    }
  },
};

/** A topic's place in a series, as far as both are readable. */
export interface Part {
  readonly topic: TopicEntry;
  readonly number: number;
  readonly span: Span;
  readonly published: boolean;
}

export interface SeriesParts {
  readonly id: string;
  readonly total: { readonly value: number | null; readonly span: Span } | null;
  /** In file order. */
  readonly parts: readonly Part[];
  /** Whether every topic of the series has a readable part: only then can one be said to be missing. */
  readonly complete: boolean;
}

/** The series of the file with their topics. */
export function seriesOf({ file, topics }: CheckInput): readonly SeriesParts[] {
  const members = bySeries(topics);
  return (file?.series?.value ?? []).map((series) => {
    const inSeries = members.get(series.id) ?? [];
    const parts = inSeries.flatMap((topic): Part[] => {
      const part = topic.fields?.part;
      // A topic that only seems to belong here has a fault of its own, and is no reason for another.
      if (!part?.value || topic.fields?.series?.value !== series.id) return [];
      const published = topic.fields?.status?.value === 'published';
      return [{ topic, number: part.value, span: part.span, published }];
    });
    const complete = parts.length === inSeries.length;
    return { id: series.id, total: series.value?.parts ?? null, parts, complete };
  });
}

function lacking(span: Span, key: string, other: string): Finding {
  const message = `this topic has a \`${key}\`, but no \`${other}\``;
  return { span, message, help: `add \`${other}:\``, about: 'absence' };
}

function bySeries(topics: readonly TopicEntry[]): ReadonlyMap<string, readonly TopicEntry[]> {
  const members = new Map<string, TopicEntry[]>();
  for (const topic of topics) {
    const id = topic.series;
    if (id === null) continue;
    const list = members.get(id);
    if (list === undefined) members.set(id, [topic]);
    else list.push(topic);
  }
  return members;
}

function outOfOrder(part: Part, before: Part): Finding {
  return {
    span: part.span,
    message: `part ${part.number} stands after part ${before.number} in the file`,
    help: `move \`${part.topic.id}\` before \`${before.topic.id}\``,
    related: [{ span: before.span, message: `part ${before.number} is here` }],
  };
}

function* repeatedParts({ parts }: SeriesParts): Generator<Finding> {
  const first = new Map<number, Part>();
  for (const part of parts) {
    const other = first.get(part.number);
    if (other === undefined) {
      first.set(part.number, part);
      continue;
    }
    yield {
      span: part.span,
      message: `the series has a part ${part.number} already`,
      help: 'every part has its own number',
      related: [{ span: other.span, message: `\`${other.topic.id}\` is part ${part.number}` }],
    };
  }
}

/** The first gap. A number beyond the announced total explains a gap better than the part behind the gap does. */
function* skippedPart({ id, total, parts, complete }: SeriesParts): Generator<Finding> {
  const ascending = [...parts].sort((one, other) => one.number - other.number);
  const index = ascending.findIndex((part, at) => part.number > (ascending[at - 1]?.number ?? 0) + 1);
  const behind = ascending[index];
  if (!complete || behind === undefined) return;
  const absent = (ascending[index - 1]?.number ?? 0) + 1;
  const beyond = ascending.find((part) => total?.value && part.number > total.value);
  if (beyond !== undefined) {
    const message = `\`${id}\` has ${total?.value} parts, and this would be part ${beyond.number}`;
    yield { span: beyond.span, message, help: `part ${absent} is missing: is it this one?` };
    return;
  }
  const help = `number this part ${absent}, or add the topic that is missing`;
  yield { span: behind.span, message: `\`${id}\` has no part ${absent}`, help };
}

function* wrongTotal({ id, total, parts, complete }: SeriesParts): Generator<Finding> {
  const highest = Math.max(0, ...parts.map((part) => part.number));
  if (!complete || !total?.value || parts.length === 0 || total.value === highest) return;
  yield {
    span: total.span,
    message: `\`${id}\` announces ${total.value} parts, and the file has ${highest}`,
    help: `write \`parts: ${highest}\`, or add the topics that are missing`,
  };
}
