import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Calendar } from '../../../../src/domain/calendar/calendar.ts';
import { applyEdit } from '../../../../src/domain/calendar/edits/apply-edit.ts';
import type { CalendarEdit } from '../../../../src/domain/calendar/edits/calendar-edit.ts';
import { editCalendar } from '../../../../src/domain/calendar/edits/edit-calendar.ts';
import { runs } from '../../../support/runs.ts';
import { read } from '../sample.ts';
import { add, move, pin, rename, skip, status, unpin, unskip } from './edits.ts';

/** A topic as an author may write it. Its lines say its name, so that they can be told from all others. */
interface Sketch {
  readonly style: 'block' | 'lone dash' | 'braces' | 'JSON' | 'braces over lines';
  readonly comments: readonly string[];
  readonly trailing: boolean;
  readonly scalar: '' | '|' | '|-' | '>' | '|+';
  readonly pinned: boolean;
  readonly aliases: 'none' | 'brackets' | 'lines';
  /** What stands between it and the topic before it. */
  readonly gap: '' | '\n' | '  \n\n' | '\n  # --- section: x ---\n\n';
}

interface FileSketch {
  readonly topics: readonly Sketch[];
  readonly indent: '' | '  ';
  readonly windows: boolean;
  readonly mark: boolean;
  readonly ended: boolean;
  readonly skips: 'absent' | 'empty' | 'brackets' | 'lines';
  readonly after: boolean;
}

const sketch: fc.Arbitrary<Sketch> = fc.record({
  style: fc.constantFrom('block', 'lone dash', 'braces', 'JSON', 'braces over lines'),
  comments: fc.array(fc.constantFrom('# about NAME: a "quote', '#\tNAME, with a tab  ', '#NAME - id: no'), {
    maxLength: 2,
  }),
  trailing: fc.boolean(),
  scalar: fc.constantFrom('', '|', '|-', '>', '|+'),
  pinned: fc.boolean(),
  aliases: fc.constantFrom('none', 'brackets', 'lines'),
  gap: fc.constantFrom('', '\n', '  \n\n', '\n  # --- section: x ---\n\n'),
});

const fileSketch: fc.Arbitrary<FileSketch> = fc.record({
  topics: fc.array(sketch, { minLength: 2, maxLength: 5 }),
  indent: fc.constantFrom('', '  '),
  windows: fc.boolean(),
  mark: fc.boolean(),
  ended: fc.boolean(),
  skips: fc.constantFrom('absent', 'empty', 'brackets', 'lines'),
  after: fc.boolean(),
});

const SKIPS = {
  absent: '',
  empty: '  skip: [ ] # none\n',
  brackets: '  skip: [2026-12-22, "2027-02-01..2027-02-28"]\n',
  lines: '  skip: # days\n    # one\n    - 2026-12-22 # x\n    - 2027-02-01..2027-02-28\n',
};
const DAYS = ['2026-12-08', '2026-12-22', '2027-01-05', '2027-02-16', '2027-03-02'];
const PINS = ['2027-06-08', '2027-06-22', '2027-07-06', '2027-07-20', '2027-08-03'];

function linesOf(sketch: Sketch, index: number, indent: string): string {
  const name = `t${index}`;
  const comments = sketch.comments.map((comment) => `${indent}${comment.replace('NAME', name)}\n`).join('');
  const pinned = sketch.pinned ? PINS[index] : undefined;
  const fields: [string, string][] = [
    ['id', name],
    ['title', `"${name}: a title"`],
    ['track', 'personal'],
    ['status', index % 2 === 0 ? 'idea' : "'ready'"],
    ...(pinned === undefined ? [] : [['pin', pinned] satisfies [string, string]]),
    ...(sketch.aliases === 'none' ? [] : [['aliases', `[${name}-old]`] satisfies [string, string]]),
  ];
  return comments + itemOf(sketch, fields, name, indent);
}

function itemOf(
  { style, scalar, trailing, aliases }: Sketch,
  fields: [string, string][],
  name: string,
  indent: string,
): string {
  const plain = fields.map(([key, value]) => `${key}: ${value}`);
  switch (style) {
    case 'braces':
      return `${indent}- { ${plain.join(', ')} } # ${name}\n`;
    case 'braces over lines':
      return `${indent}- { ${plain.join(`, # ${name}\n${indent}    `)},\n${indent}  } # end of ${name}\n`;
    case 'JSON':
      return `${indent}- {${fields.map(([key, value]) => `"${key}": ${value.replace(/^(?!["'[])(.*)$/, '"$1"')}`).join(', ')}}\n`;
    default: {
      const list = aliases === 'lines' ? `aliases:\n${indent}  # of ${name}\n${indent}  - ${name}-old` : null;
      const block = plain.map((field) => (list !== null && field.startsWith('aliases') ? list : field));
      const text =
        scalar === ''
          ? []
          : [
              `"summary": ${scalar}\n${indent}      ${name}\n\n${indent}      - id: x${scalar === '|+' ? '\n' : ''}`,
            ];
      const dash = style === 'lone dash' ? `${indent}- # ${name}\n${indent}  ` : `${indent}- `;
      const comment = trailing && scalar !== '|+' ? `${indent}  # behind ${name}\n` : '';
      return `${dash}${[...block, ...text].join(`\n${indent}  `)}\n${comment}`;
    }
  }
}

type Piece = { readonly topic: number } | { readonly topic: null; readonly gap: string };

function piecesOf({ topics }: FileSketch): readonly Piece[] {
  return topics.flatMap(({ gap }, topic) => (topic === 0 ? [{ topic }] : [{ topic: null, gap }, { topic }]));
}

function textOf(file: FileSketch, pieces = piecesOf(file)): string {
  const head = `blog:\n  title: B\n  author: { name: A, email: a@example.com }\n  url: https://example.com\ncadence:\n  anchor: 2026-12-08\n  every: 14 days\n  at: "09:00"\n${SKIPS[file.skips]}  zone: Etc/UTC\n`;
  const tracks = `tracks:\n  personal: { title: P, start_here: ["t1", t0] }\n`;
  const topics = pieces
    .map((piece) => (piece.topic === null ? piece.gap : topicText(file, piece.topic)))
    .join('');
  const text = file.after ? `${head}topics:\n${topics}\n${tracks}` : `${head}${tracks}topics:\n${topics}`;
  const ended = file.ended || text.endsWith('\n\n') ? text : text.replace(/\n$/, '');
  return (file.mark ? '\uFEFF' : '') + (file.windows ? ended.replaceAll('\n', '\r\n') : ended);
}

function topicText({ topics, indent }: FileSketch, index: number): string {
  const topic = topics[index];
  return topic === undefined ? '' : linesOf(topic, index, indent);
}

const name = fc.constantFrom('t0', 't1', 't2', 't3', 't4');
const side = fc.constantFrom('before' as const, 'after' as const);
const day = fc.constantFrom(...DAYS);
const anyEdit: fc.Arbitrary<CalendarEdit> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(name, side, name).map((all) => move(...all)) },
  fc.tuple(name, day).map((all) => pin(...all)),
  name.map(unpin),
  day.map((on) => skip(on)),
  fc.constant(skip('2027-03-10', '2027-03-20')),
  day.map(unskip),
  fc
    .tuple(name, fc.constantFrom('idea' as const, 'ready' as const, 'parked' as const))
    .map((all) => status(...all)),
  fc.tuple(side, name).map((to) => add('brand-new', { title: 'It\'s "new": #1', to })),
  fc.constant(add('brand-new')),
  fc.tuple(name, fc.constantFrom('renamed', 't0-old', 't1-old')).map((all) => rename(...all)),
);

const calendarOf = (text: string): Calendar => {
  const { calendar, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  if (calendar === null) throw new Error('the sketch is no calendar');
  return { ...calendar, topics: calendar.topics.map((topic) => ({ ...topic, line: 0 })) };
};

it('an edit of any sound file changes what was asked and nothing else', () => {
  let done = 0;
  const property = fc.property(fileSketch, anyEdit, (file, edit) => {
    const text = textOf(file);
    const before = calendarOf(text);
    const wanted = applyEdit(before, edit);
    const outcome = editCalendar(text, edit);
    expect(outcome.kind).toBe(wanted.kind === 'applied' ? 'edited' : wanted.kind);
    if (outcome.kind !== 'edited' || wanted.kind !== 'applied') return;
    done += 1;
    expect(calendarOf(outcome.text)).toEqual(wanted.calendar);
    expectBytesKept(text, outcome.text, edit, file);
  });
  fc.assert(property, runs(20261208, 600));
  expect(done).toBeGreaterThan(250);
});

/** Lines are never rewritten but for those of the edit: compares both texts with the lines in question left out. */
function expectBytesKept(before: string, after: string, edit: CalendarEdit, file: FileSketch): void {
  expect(after.startsWith('\uFEFF')).toBe(before.startsWith('\uFEFF'));
  // A block scalar that keeps its line breaks cannot be the last without one.
  if (!before.includes('|+')) expect(/\n$/.test(after)).toBe(/\n$/.test(before));
  expect(after.replaceAll('\r\n', '').includes(file.windows ? '\n' : '\r')).toBe(false);
  if (edit.kind === 'move') {
    expect(filled(after)).toEqual(filled(textOf(file, orderAfter(file, edit))));
    return;
  }
  const changed = changedLines(before.split(/\r?\n/), after.split(/\r?\n/));
  const most = { pin: 1, unpin: 1, skip: 1, unskip: 2, status: 1, add: 5, rename: 3 }[edit.kind];
  expect(changed).toBeLessThanOrEqual(most);
}

function filled(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

/** Topics, by index, and what stands before each of them in its own right, in the order after a move. */
function orderAfter(
  file: FileSketch,
  { topic, to }: Extract<CalendarEdit, { kind: 'move' }>,
): readonly Piece[] {
  const from = Number(topic.slice(1));
  const rest = piecesOf(file).filter((piece) => piece.topic !== from);
  const at = rest.findIndex((piece) => piece.topic === Number(to.topic.slice(1)));
  return rest.toSpliced(to.kind === 'before' ? at : at + 1, 0, { topic: from });
}

/** Of both texts, how many lines (the greater number) the other one has not. */
function changedLines(before: readonly string[], after: readonly string[]): number {
  const without = (some: readonly string[], others: readonly string[]) => {
    const left = new Map<string, number>();
    for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
    return some.filter((line) => {
      const count = left.get(line) ?? 0;
      left.set(line, count - 1);
      return count <= 0;
    }).length;
  };
  return Math.max(without(before, after), without(after, before));
}
