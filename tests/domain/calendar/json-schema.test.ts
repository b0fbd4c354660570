import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { schemaText } from '../../../src/app/calendar-schema.ts';
import { parseCalendar } from '../../../src/domain/calendar/parse.ts';
import { faultsAgainst } from '../../support/json-schema.ts';
import { calendarText, topic, topicsText } from './sample.ts';

const shipped = read('calendar/calendar.yaml');
const schema = schemaOf(shipped);

describe('the JSON Schema of the shipped calendar', () => {
  it('is the one in calendar/calendar.schema.json; if not, run `npx fortnight schema --write`', () => {
    expect(read('calendar/calendar.schema.json')).toBe(textFor(shipped));
  });

  it('is named in the first line of the calendar, where editors look for it', () => {
    expect(shipped.split('\n')[0]).toBe('# yaml-language-server: $schema=./calendar.schema.json');
  });

  it('is draft 7, and accepts the calendar', () => {
    expect(schema).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#' });
    expect(faultsAgainst(schema, parse(shipped))).toEqual([]);
  });

  it('describes every field', () => {
    expect(fieldsWithoutWords(schema, '$')).toEqual([]);
  });

  it('allows the tracks and series of this project only', () => {
    const fields = JSON.stringify(schema);
    expect(fields).toContain(
      '"enum":["distributed-systems","cryptography","networking","personal","os-internals","compilers"]',
    );
    expect(fields).toContain('"enum":["merkle-trees","cap","raft"');
  });
});

describe('the JSON Schema', () => {
  it.each([
    ['a track that the file does not have', topic('a').replace('personal', 'peronal'), '$.topics[0].track'],
    ['a status that is none', topic('a', '', 'redy'), '$.topics[0].status'],
    ['a key that is not known', topic('a', 'pinn: 2026-12-08'), '$.topics[0].pinn'],
    ['a date that is none', topic('a', 'pin: soon'), '$.topics[0].pin'],
    ['a part that is text', topic('a', 'series: raft, part: one'), '$.topics[0].part'],
    ['a topic without a title', '{ id: a, track: personal, status: idea }', '$.topics[0] has no title'],
  ])('refuses %s, as `check` does', (_what, line, place) => {
    const text = calendarText({ topics: topicsText(line) });
    const faults = faultsAgainst(schemaOf(calendarText()), parse(text));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(place);
    expect(parseCalendar({ file: 'calendar.yaml', text }).diagnostics).toHaveLength(1);
  });

  it('allows any track while the file has none', () => {
    expect(JSON.stringify(schemaOf('topics: ['))).not.toContain('x-names-of');
    const text = calendarText({ topics: topicsText(topic('a').replace('personal', 'anything')) });
    expect(faultsAgainst(schemaOf('topics: ['), parse(text))).toEqual([]);
  });
});

function textFor(text: string): string {
  return schemaText(parseCalendar({ file: 'calendar.yaml', text }).calendar);
}

function schemaOf(text: string): Readonly<Record<string, unknown>> {
  return JSON.parse(textFor(text));
}

function fieldsWithoutWords(value: unknown, at: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const fields = 'properties' in value ? Object.entries(Object(value.properties)) : [];
  const silent = fields
    .filter(([, field]) => !(Object(field).description?.length > 0))
    .map(([key]) => `${at}.${key}`);
  return [
    ...silent,
    ...Object.entries(value).flatMap(([key, inner]) => fieldsWithoutWords(inner, `${at}.${key}`)),
  ];
}

function read(path: string): string {
  return readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
}
