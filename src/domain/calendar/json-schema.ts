import { calendarFile } from './schema.ts';
import type { JsonSchema } from './shape/kind.ts';
import { NAMES_OF } from './shape/scalars.ts';

/** The ids that one project's file gives its tracks and series. */
export interface KnownNames {
  readonly tracks: readonly string[];
  readonly series: readonly string[];
}

/**
 * The JSON Schema (draft 7) of the calendar file, from the table that also validates it: with a description on every
 * field, and this project's tracks and series as the only ones allowed.
 */
export function calendarSchema(names: KnownNames): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Content calendar',
    description: 'The calendar of a blog: when posts come out, and which ones, in order of publication.',
    ...named(calendarFile.json, names),
  };
}

/** A copy in which each place for names holds those of the file; where it has none, any text will do. */
function named(schema: JsonSchema, names: KnownNames): JsonSchema {
  const { [NAMES_OF]: block, ...rest } = schema;
  const entries = Object.entries(rest).map(([keyword, value]) => [
    keyword,
    isSchema(value) ? named(value, names) : value,
  ]);
  const known = block === 'tracks' ? names.tracks : block === 'series' ? names.series : [];
  return { ...Object.fromEntries(entries), ...(known.length === 0 ? {} : { enum: known }) };
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
