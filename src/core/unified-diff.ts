const CONTEXT = 3;

/** Beyond so many differing lines the changed stretch is shown as taken out and put in whole: good enough to read. */
const MOST_DIFFERENCES = 800;

/** What a unified diff shows, a line each, without colour. `kind` is its first character. */
export interface DiffLine {
  readonly kind: 'file' | 'hunk' | ' ' | '-' | '+' | '\\';
  readonly text: string;
}

/**
 * The difference of two texts by lines, as `git diff` and `patch` read it, with three lines around each change; empty
 * when they are equal. `file` is a path with forward slashes.
 */
export function unifiedDiff(file: string, before: string, after: string): readonly DiffLine[] {
  if (before === after) return [];
  const steps = stepsBetween(linesOf(before), linesOf(after));
  const head: DiffLine[] = [
    { kind: 'file', text: `--- a/${file}` },
    { kind: 'file', text: `+++ b/${file}` },
  ];
  return [...head, ...hunksOf(steps).flatMap(shownHunk)];
}

/** The lines as one text, with a line break at the end; empty for no lines. */
export function diffText(lines: readonly DiffLine[]): string {
  return lines.map(({ text }) => `${text}\n`).join('');
}

interface Step {
  readonly kind: ' ' | '-' | '+';
  /** With its line break; the last may have none. */
  readonly line: string;
  /** Lines before it, in either text. */
  readonly old: number;
  readonly new: number;
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Equal ends are set aside first, so that the search sees only the stretch that differs. */
function stepsBetween(before: readonly string[], after: readonly string[]): readonly Step[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const kinds = [
    ...Array<' '>(head).fill(' '),
    ...editScript(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...Array<' '>(tail).fill(' '),
  ];
  let old = 0;
  let fresh = 0;
  return kinds.map((kind) => {
    const step = { kind, line: (kind === '+' ? after[fresh] : before[old]) ?? '', old, new: fresh };
    if (kind !== '+') old += 1;
    if (kind !== '-') fresh += 1;
    return step;
  });
}

/** The shortest script from one list of lines to the other (Myers 1986, greedy forward search). */
function editScript(before: readonly string[], after: readonly string[]): readonly Step['kind'][] {
  const most = Math.min(before.length + after.length, MOST_DIFFERENCES);
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let depth = 0; depth <= most; depth++) {
    trace.push(new Map(furthest));
    for (let diagonal = -depth; diagonal <= depth; diagonal += 2) {
      let x = startOf(furthest, diagonal, depth);
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      furthest.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length)
        return backtrack(trace, before.length, after.length);
    }
  }
  return [...before.map(() => '-' as const), ...after.map(() => '+' as const)];
}

function startOf(furthest: ReadonlyMap<number, number>, diagonal: number, depth: number): number {
  return comesDown(furthest, diagonal, depth)
    ? reach(furthest, diagonal + 1)
    : reach(furthest, diagonal - 1) + 1;
}

function comesDown(furthest: ReadonlyMap<number, number>, diagonal: number, depth: number): boolean {
  if (diagonal === -depth) return true;
  return diagonal !== depth && reach(furthest, diagonal - 1) < reach(furthest, diagonal + 1);
}

function reach(furthest: ReadonlyMap<number, number>, diagonal: number): number {
  return furthest.get(diagonal) ?? -1;
}

function backtrack(
  trace: readonly ReadonlyMap<number, number>[],
  oldLength: number,
  newLength: number,
): Step['kind'][] {
  const script: Step['kind'][] = [];
  let x = oldLength;
  let y = newLength;
  for (let depth = trace.length - 1; depth >= 0; depth--) {
    const furthest = trace[depth] ?? new Map<number, number>();
    const down = comesDown(furthest, x - y, depth);
    const previous = down ? x - y + 1 : x - y - 1;
    const startX = depth === 0 ? 0 : reach(furthest, previous);
    const startY = depth === 0 ? 0 : startX - previous;
    const common = depth === 0 ? x : x - startX - (down ? 0 : 1);
    for (let left = common; left > 0; left--) script.push(' ');
    if (depth > 0) script.push(down ? '+' : '-');
    x = startX;
    y = startY;
  }
  return script.reverse();
}

/** Changes with the lines around them; those whose surroundings meet share a hunk. */
function hunksOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const hunks: { from: number; to: number }[] = [];
  for (const [index, { kind }] of steps.entries()) {
    if (kind === ' ') continue;
    const last = hunks.at(-1);
    const from = Math.max(0, index - CONTEXT);
    const to = Math.min(steps.length, index + CONTEXT + 1);
    if (last !== undefined && from <= last.to) last.to = to;
    else hunks.push({ from, to });
  }
  return hunks.map(({ from, to }) => steps.slice(from, to));
}

function shownHunk(steps: readonly Step[]): readonly DiffLine[] {
  const [first] = steps;
  const old = steps.filter(({ kind }) => kind !== '+').length;
  const fresh = steps.filter(({ kind }) => kind !== '-').length;
  const range = (before: number, count: number) => `${count === 0 ? before : before + 1},${count}`;
  const head = `@@ -${range(first?.old ?? 0, old)} +${range(first?.new ?? 0, fresh)} @@`;
  return [{ kind: 'hunk', text: head }, ...steps.flatMap(shownStep)];
}

function shownStep({ kind, line }: Step): readonly DiffLine[] {
  if (line.endsWith('\n')) return [{ kind, text: kind + line.slice(0, -1) }];
  return [
    { kind, text: kind + line },
    { kind: '\\', text: '\\ No newline at end of file' },
  ];
}
