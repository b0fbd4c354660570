/** What is being typed at the end of a line's content, and how far into the content it starts. */
export interface FlowPlace {
  readonly path: readonly string[];
  readonly start: number;
}

/** Walks `key: value` and `{ a: b, c: [d` from left to right. Null behind a closing bracket, where nothing belongs. */
export function flowPlace(content: string, outer: readonly string[]): FlowPlace | null {
  const groups = [outer];
  let path: readonly string[] | null = outer;
  let start = 0;
  let quote: string | null = null;
  for (let at = 0; at < content.length; at++) {
    const character = content.charAt(at);
    const typed = content.slice(start, at).trim();
    const group: readonly string[] = groups.at(-1) ?? outer;
    if (quote !== null) {
      if (character === quote) quote = null;
    } else if (typed === '' && /["']/.test(character)) {
      quote = character;
    } else if (character === ':' && path === group && /^(\s|$)/.test(content.slice(at + 1))) {
      path = [...group, typed.replace(/^["']|["']$/g, '')];
      start = at + 1;
    } else if (typed === '' && path !== null && /[{[]/.test(character)) {
      path = character === '[' ? [...path, '-'] : path;
      groups.push(path);
      start = at + 1;
    } else if (groups.length > 1 && /[,}\]]/.test(character)) {
      if (character !== ',') groups.pop();
      path = character === ',' ? group : null;
      start = at + 1;
    }
  }
  if (path === null) return null;
  const lead = /^\s*["']?/.exec(content.slice(start))?.[0].length ?? 0;
  return { path, start: start + lead };
}
