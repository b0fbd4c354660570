import type { JsonSchema } from '../../domain/calendar/shape/kind.ts';

/** The part of a schema that a path leads to, `-` being an item of a list; null where it leads nowhere. */
export function schemaAt(schema: JsonSchema, path: readonly string[]): JsonSchema | null {
  return path.reduce<JsonSchema | null>((at, step) => (at === null ? null : stepInto(at, step)), schema);
}

function stepInto(schema: JsonSchema, step: string): JsonSchema | null {
  if (step === '-') return asSchema(schema.items);
  const properties = asSchema(schema.properties);
  const property = properties !== null && Object.hasOwn(properties, step) ? properties[step] : undefined;
  return asSchema(property ?? schema.additionalProperties);
}

/** The keys that a group may have, with what they are for; empty when it is no group of known keys. */
export function keysOf(
  schema: JsonSchema,
): readonly { readonly key: string; readonly description: string }[] {
  return Object.entries(asSchema(schema.properties) ?? {}).map(([key, field]) => ({
    key,
    description: String(asSchema(field)?.description ?? ''),
  }));
}

/** The only words allowed in a place; empty when there are others. */
export function wordsOf(schema: JsonSchema): readonly string[] {
  if (schema.type === 'boolean') return ['true', 'false'];
  const words = schema.enum;
  return Array.isArray(words) ? words.filter((word) => typeof word === 'string') : [];
}

function asSchema(value: unknown): JsonSchema | null {
  return isSchema(value) ? value : null;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
