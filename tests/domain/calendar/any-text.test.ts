import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Place } from '../../../src/core/diagnostics.ts';
import { parseCalendar } from '../../../src/domain/calendar/parse.ts';
import { runs } from '../../support/runs.ts';
import { calendarText } from './sample.ts';

const shipped = readFileSync(new URL('../../../calendar/calendar.yaml', import.meta.url), 'utf8');
/** Short enough to be read a few hundred times, whole enough to have everything in it. */
const text = shipped.slice(0, shipped.indexOf('- id: eda-1'));

const scrap = fc.constantFrom(
  '\t',
  '"',
  "'",
  ': ',
  '[',
  '}',
  '- ',
  '\n',
  '#',
  '&a ',
  '*a',
  '\r',
  '|',
  '😀',
  '\0',
  '? ',
  '---\n',
  '%',
);
const mutation = fc.record({
  at: fc.nat(text.length),
  remove: fc.nat(12),
  insert: fc.oneof(scrap, fc.string()),
});

function mutate(mutations: readonly { at: number; remove: number; insert: string }[]): string {
  return mutations.reduce(
    (now, { at, remove, insert }) => now.slice(0, at) + insert + now.slice(at + remove),
    text,
  );
}

function isInside(place: Place, lines: readonly string[]): boolean {
  const line = lines[place.line - 1];
  if (line === undefined || place.length < 1) return false;
  return place.column >= 1 && place.column <= [...line].length + 1;
}

it('no text makes it throw, and every place lies inside the text', () => {
  const property = fc.property(fc.array(mutation, { minLength: 1, maxLength: 20 }), (mutations) => {
    const mutated = mutate(mutations);
    const { diagnostics, calendar } = parseCalendar({ file: 'c.yaml', text: mutated, hasBody: () => true });
    const lines = mutated.split('\n');
    const places = diagnostics.flatMap((each) => [
      each.place,
      ...(each.related ?? []).map((other) => other.place),
    ]);
    expect(places.filter((place) => !isInside(place, lines))).toEqual([]);
    if (calendar === null) expect(diagnostics.some((each) => each.blocks === 'file')).toBe(true);
    const ids = calendar?.topics.map((topic) => topic.id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
  });
  fc.assert(property, runs(20261208, 200));
});

const raft = (part: number) =>
  `  - id: raft-${part}\n    title: "Raft: ${part}"\n    track: personal\n    series: raft\n    part: ${part}\n    status: ready\n`;

it('a slip in one part of a series never lets the part after it go first', () => {
  const before = calendarText({ topics: `topics:\n${raft(1).trimEnd()}` });
  const property = fc.property(
    fc.nat(raft(2).length - 2),
    fc.nat(3),
    fc.oneof(scrap, fc.constant('')),
    (at, remove, insert) => {
      const slipped =
        raft(2).slice(0, at) + insert + raft(2).slice(Math.min(at + remove, raft(2).length - 1));
      const { calendar, diagnostics } = parseCalendar({ file: 'c.yaml', text: before + slipped + raft(3) });
      const inPlace = calendar?.topics.some((topic) => topic.series === 'raft' && topic.part === 2) ?? false;
      const held = diagnostics.some(
        (each) => each.blocks === 'file' || (each.blocks === 'topic' && each.topic === 'raft-3'),
      );
      expect({ slipped, safe: inPlace || held }).toEqual({ slipped, safe: true });
    },
  );
  fc.assert(property, runs(20261208, 300));
});
