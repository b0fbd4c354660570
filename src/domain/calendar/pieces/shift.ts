import type { Flaw } from '../flaw.ts';
import type { TopicFields } from '../schema.ts';
import type { Entry } from '../shape/kind.ts';
import type { Span } from '../source.ts';

/** A topic read somewhere else, in its place: every span so much further on. */
export function shiftTopic(topic: Entry<TopicFields>, by: number): Entry<TopicFields> {
  const { value, span, key } = topic;
  const fields = value === null ? null : shiftFields(value, by);
  return { value: fields, span: shift(span, by), key: shift(key, by) };
}

export function shiftFlaw(flaw: Flaw, by: number): Flaw {
  const span = shift(flaw.span, by);
  return flaw.kind === 'duplicate-key' ? { ...flaw, span, first: shift(flaw.first, by) } : { ...flaw, span };
}

function shiftFields(fields: TopicFields, by: number): TopicFields {
  const shifted: Record<string, Entry<unknown> | null> = { ...fields };
  for (const key in shifted) {
    const entry = shifted[key];
    if (entry) shifted[key] = shiftEntry(entry, by);
  }
  // The same keys with the same kinds of values, only their places differ.
  return shifted as unknown as TopicFields;
}

function shiftEntry({ value, span, key }: Entry<unknown>, by: number): Entry<unknown> {
  const inner = Array.isArray(value) ? value.map((item: Entry<unknown>) => shiftEntry(item, by)) : value;
  return { value: inner, span: shift(span, by), key: shift(key, by) };
}

function shift({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
