/** What an author wrote after the opening of a code fence. */
export interface Fence {
  /** `go`; null when none is given. */
  readonly language: string | null;
  /** `title="tree.go"`: stands above the code. */
  readonly title: string | null;
  /** `alt="…"`: what a diagram shows, for those who do not see it. */
  readonly alt: string | null;
  /** `{3,5-7}`: first and last of each stretch of highlighted lines, counted from 1. */
  readonly highlighted: readonly (readonly [first: number, last: number])[];
  /** Lines that begin with `+` or `-` were added or taken away: the language `diff`, or the word `diff` behind another. */
  readonly diff: boolean;
}

/** Settings in any order: `name="value"` or `name=value`, `{lines}`, and single words. */
const SETTING = /([A-Za-z]+)=(?:"([^"]*)"|'([^']*)'|([^\s"']+))|\{([\d\s,-]*)\}|(\S+)/g;

/** Reads the info string of a fence, as Markdown splits it: the first word, and the rest. What it does not know says nothing. */
export function parseFence(lang: string | null | undefined, meta: string | null | undefined): Fence {
  // ```{3} and ```title="x" have no language.
  const named = lang != null && !/^\{|=/.test(lang);
  const settings = [...(named ? (meta ?? '') : `${lang ?? ''} ${meta ?? ''}`).matchAll(SETTING)];
  const settingOf = (name: string): string | null => {
    const [, , doubled, single, bare] = settings.find(([, key]) => key?.toLowerCase() === name) ?? [];
    const value = (doubled ?? single ?? bare ?? '').trim();
    return value === '' ? null : value;
  };
  const language = named ? lang : null;
  return {
    language,
    title: settingOf('title'),
    alt: settingOf('alt'),
    highlighted: settings.flatMap(([, , , , , lines]) => (lines === undefined ? [] : stretchesIn(lines))),
    diff: language === 'diff' || settings.some(([, , , , , , word]) => word === 'diff'),
  };
}

function stretchesIn(lines: string): (readonly [number, number])[] {
  return lines.split(',').flatMap((stretch) => {
    const [, first, last] = /^\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?$/.exec(stretch) ?? [];
    return first === undefined ? [] : [[Number(first), Number(last ?? first)] as const];
  });
}
