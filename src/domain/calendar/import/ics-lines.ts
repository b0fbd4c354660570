/** A content line of an iCalendar file (RFC 5545, section 3.1), unfolded. */
export interface ContentLine {
  /** Where it begins, from 1. */
  readonly line: number;
  /** In capitals. */
  readonly name: string;
  /** Names in capitals, values without quotes. */
  readonly parameters: ReadonlyMap<string, string>;
  /** As it stands: escapes are undone where the type of the value is known. */
  readonly value: string;
}

export interface BrokenLine {
  readonly line: number;
  readonly name: null;
  readonly value: string;
}

/** Unfolds a text into its content lines. Those that are none come back as they stand. Blank lines are left out. */
export function contentLines(text: string): readonly (ContentLine | BrokenLine)[] {
  return unfolded(text)
    .filter(({ value }) => value.trim() !== '')
    .map(({ line, value }) => contentLine(line, value));
}

/** Undoes the escapes of a TEXT value: `\n`, `\,`, `\;` and `\\` (section 3.3.11). */
export function unescaped(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_all, escaped: string) =>
    escaped.toLowerCase() === 'n' ? '\n' : escaped,
  );
}

/** The values of a list: commas divide it unless they are escaped. */
export function valuesOf(value: string): readonly string[] {
  return (value.match(/(?:\\.|[^,\\])+/g) ?? [])
    .map((each) => unescaped(each).trim())
    .filter((each) => each !== '');
}

function unfolded(text: string): { line: number; value: string }[] {
  const lines: { line: number; value: string }[] = [];
  for (const [index, physical] of text.split('\n').entries()) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(physical) && last !== undefined) last.value += physical.slice(1);
    else lines.push({ line: index + 1, value: physical });
  }
  return lines;
}

function contentLine(line: number, value: string): ContentLine | BrokenLine {
  // A parameter's value may hold colons and semicolons inside quotes.
  const match = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:])*)*):(.*)$/s.exec(value);
  const [, name, parameters = '', rest = ''] = match ?? [];
  if (name === undefined) return { line, name: null, value };
  return { line, name: name.toUpperCase(), parameters: parametersOf(parameters), value: rest };
}

function parametersOf(text: string): ReadonlyMap<string, string> {
  const pairs = text.matchAll(/;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";])*)/g);
  return new Map(
    [...pairs].map(([, name = '', value = '']) => [name.toUpperCase(), value.replaceAll('"', '')]),
  );
}
