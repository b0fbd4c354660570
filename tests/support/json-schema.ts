type Schema = Readonly<Record<string, unknown>>;

/** Keywords that say something to people and editors, but allow or forbid nothing. */
const SILENT = new Set(['$schema', 'title', 'description', 'examples', 'format']);

/** What a value breaks of a JSON Schema (draft 7), as far as ours goes; a keyword that is not known here throws. */
export function faultsAgainst(schema: Schema, value: unknown, at = '$'): string[] {
  return Object.entries(schema).flatMap(([keyword, rule]) => {
    if (SILENT.has(keyword)) return [];
    const check = checks[keyword];
    if (check === undefined) throw new Error(`the check of schemas does not know "${keyword}"`);
    return check(rule, value, at, schema);
  });
}

type Check = (rule: unknown, value: unknown, at: string, schema: Schema) => string[];

const checks: Readonly<Record<string, Check>> = {
  type: (rule, value, at) => {
    const types = [rule].flat();
    return types.some((type) => isOfType(type, value)) ? [] : [`${at} is not of type ${types.join(' or ')}`];
  },
  enum: (rule, value, at) => (listOf(rule).includes(value) ? [] : [`${at} is not one of the words allowed`]),
  pattern: (rule, value, at) =>
    typeof value !== 'string' || new RegExp(String(rule), 'u').test(value)
      ? []
      : [`${at} does not match ${rule}`],
  minimum: (rule, value, at) =>
    typeof value !== 'number' || value >= Number(rule) ? [] : [`${at} is less than ${rule}`],
  required: (rule, value, at) =>
    isObject(value)
      ? listOf(rule).flatMap((key) => (String(key) in value ? [] : [`${at} has no ${key}`]))
      : [],
  properties: (rule, value, at) =>
    isObject(rule) && isObject(value)
      ? Object.entries(rule).flatMap(([key, inner]) =>
          key in value && isObject(inner) ? faultsAgainst(inner, value[key], `${at}.${key}`) : [],
        )
      : [],
  additionalProperties: (rule, value, at, schema) => {
    if (!isObject(value)) return [];
    const known = isObject(schema.properties) ? schema.properties : {};
    const others = Object.entries(value).filter(([key]) => !(key in known));
    return others.flatMap(([key, inner]) =>
      isObject(rule)
        ? faultsAgainst(rule, inner, `${at}.${key}`)
        : rule === false
          ? [`${at}.${key} is not known`]
          : [],
    );
  },
  items: (rule, value, at) =>
    isObject(rule) && Array.isArray(value)
      ? value.flatMap((item, index) => faultsAgainst(rule, item, `${at}[${index}]`))
      : [],
};

function isOfType(type: unknown, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(rule: unknown): readonly unknown[] {
  return Array.isArray(rule) ? rule : [];
}
