import { expect } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics.ts';
import { parseCalendar } from '../../../src/domain/calendar/parse.ts';

/** Stands in a text where a fault is expected; taken out before the text is read. */
export const HERE = '‸';

interface Blocks {
  readonly blog?: string;
  readonly cadence?: string;
  readonly email?: string;
  readonly tracks?: string;
  readonly series?: string;
  readonly topics?: string;
}

const ordinary = {
  blog: `
blog:
  title: Alice's Blog
  author: { name: Alice, email: alice@example.com }
  url: https://example.com`,
  cadence: `
cadence:
  anchor: 2026-12-08
  every: 14 days
  at: "09:00"
  zone: America/Los_Angeles`,
  email: '',
  tracks: `
tracks:
  personal: { title: Personal }
  networking: { title: Networking }`,
  series: `
series:
  raft: { title: Raft }`,
  topics: `
topics:
  - id: hello
    title: Hello
    track: personal
    status: ready`,
};

/** A small sound calendar, with some of its blocks replaced. */
export function calendarText(blocks: Blocks = {}): string {
  const { blog, cadence, email, tracks, series, topics } = { ...ordinary, ...blocks };
  return `${[blog, cadence, email, tracks, series, topics].filter((block) => block !== '').join('\n')}\n`;
}

/** Blocks with one more line each, for a fault in that line. */
export const withCadence = (line: string) => calendarText({ cadence: `${ordinary.cadence}\n  ${line}` });
export const withTopicLine = (line: string) => calendarText({ topics: `${ordinary.topics}\n    ${line}` });

/** `topics:` of parts given as `id: further lines`. */
export function topicsText(...topics: readonly string[]): string {
  const items = topics.map(
    (topic) =>
      `  - ${topic
        .trim()
        .split('\n')
        .map((line) => line.trim())
        .join('\n    ')}`,
  );
  return `topics:\n${items.join('\n')}`;
}

/** A topic in one line: what it needs, then `more`. */
export function topic(id: string, more = '', status = 'idea'): string {
  return `{ id: ${id}, title: ${id}, track: personal, status: ${status}${more === '' ? '' : `, ${more}`} }`;
}

export function read(text: string, hasBody?: (id: string) => boolean) {
  return parseCalendar({ file: 'calendar.yaml', text, ...(hasBody === undefined ? {} : { hasBody }) });
}

/** Reads a text with one `HERE` and expects exactly one fault, of this code, in that place. */
export function expectFault(code: string, marked: string, hasBody?: (id: string) => boolean): Diagnostic {
  const before = marked.slice(0, marked.indexOf(HERE));
  const { diagnostics } = read(marked.replace(HERE, ''), hasBody);
  const line = before.split('\n').length;
  const column = [...(before.split('\n').at(-1) ?? '')].length + 1;
  expect(
    diagnostics.map((each) => ({ code: each.code, line: each.place.line, column: each.place.column })),
  ).toEqual([{ code, line, column }]);
  const [only] = diagnostics;
  if (only === undefined) throw new Error('unreachable: one diagnostic was expected above');
  return only;
}
