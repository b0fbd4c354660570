import type { Flaw } from '../flaw.ts';

const MAX_CHARACTERS = 5 * 1024 * 1024;
const MAX_ALIASES = 100;
/** Levels; a calendar has six. The parser recurses, and near the end of its stack V8 can end the whole process. */
const MAX_DEPTH = 200;

/** The first reason not to read a text as YAML at all, or null. Every rule after this one may trust the text. */
export function unreadable(text: string): Flaw | null {
  if (text.length > MAX_CHARACTERS) {
    return flaw(
      0,
      1,
      'this file is larger than 5 MB',
      'a calendar of thousands of topics is far smaller: is it the right file?',
    );
  }
  const nul = text.indexOf('\0');
  if (nul !== -1)
    return flaw(nul, 1, 'this file holds a NUL byte, so it is not plain text', 'save it as UTF-8 text');
  const broken = text.indexOf('\uFFFD');
  if (broken !== -1)
    return flaw(broken, 1, 'this character is not valid UTF-8', 'save the file as UTF-8 text');
  const deep = tooDeepAt(text);
  if (deep !== null)
    return flaw(deep, 1, 'this file is nested too deeply to be read', 'a calendar is a few levels deep');
  const alias = nthAlias(text, MAX_ALIASES + 1);
  if (alias !== null)
    return flaw(alias, 1, `this file uses more than ${MAX_ALIASES} aliases`, 'write the values out');
  return null;
}

const DEEP_LINE = new RegExp(`^[ \\t]{${MAX_DEPTH}}[ \\t]*\\S|^[ \\t]*(?:[-?:][ \\t]+){${MAX_DEPTH}}`, 'm');

/** Where brackets, dashes or blanks reach a depth that no calendar has; a guess, made before parsing. */
function tooDeepAt(text: string): number | null {
  const lead = DEEP_LINE.exec(text);
  return lead?.index ?? tooManyOpenAt(text);
}

/** Character by character, as this looks at the whole file at every keystroke in an editor. */
function tooManyOpenAt(text: string): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code === OPEN_LIST || code === OPEN_GROUP) && mayOpen(text, at)) depth += 1;
    else if ((code === CLOSE_LIST || code === CLOSE_GROUP) && depth > 0) depth -= 1;
    if (depth > MAX_DEPTH) return at;
  }
  return null;
}

const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_GROUP = 123;
const CLOSE_GROUP = 125;

/** A bracket within words, such as an interval in a title, opens nothing. */
function mayOpen(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && ' \t\r'.includes(text.charAt(before))) before -= 1;
  return before < 0 || '\n:-?,[{'.includes(text.charAt(before));
}

/** Where the n-th word that looks like `*name` after `:`, `-`, `,` or `[` stands: a generous guess, made before parsing. */
function nthAlias(text: string, n: number): number | null {
  let count = 0;
  for (const match of text.matchAll(/[:\-,[]\s*\*[A-Za-z0-9_]+(?=\s*([,\]}\r\n#]|$))/g)) {
    count += 1;
    if (count === n) return match.index + match[0].indexOf('*');
  }
  return null;
}

function flaw(start: number, length: number, message: string, help: string): Flaw {
  return { kind: 'unreadable', message, help, span: { start, end: start + length } };
}
