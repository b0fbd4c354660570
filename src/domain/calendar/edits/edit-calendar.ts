import type { Calendar } from '../calendar.ts';
import { type ParsedCalendar, parseCalendar } from '../parse.ts';
import { applyEdits } from '../source.ts';
import { applyEdit } from './apply-edit.ts';
import type { CalendarEdit, EditOutcome } from './calendar-edit.ts';
import { newErrors, sayTheSame } from './proof.ts';
import { lineBreakOf, sourceText } from './splice/source-text.ts';
import { spliceEdit } from './splice/splice-edit.ts';

/**
 * Makes one change in the author's text and leaves every other byte as it is (calendar spec, section 2): a topic moves
 * with its own comment lines, lists and topics keep their style, values their quotes. The result is read again, and the
 * edit refused unless it says exactly what was asked and brings no error. Pure; never throws.
 */
export function editCalendar(text: string, edit: CalendarEdit): EditOutcome {
  const before = read(text);
  if (before.calendar === null) return refused('the file cannot be read as a calendar', CHECK);
  const wanted = applyEdit(before.calendar, edit);
  if (wanted.kind !== 'applied') return wanted;
  // Lines move more easily when each has its end.
  const ending = text.endsWith('\n') ? '' : lineBreakOf(text);
  const source = sourceText(text + ending);
  if (source === null) return refused('the file has faults of syntax', MEND);
  let outcome = refused(UNKNOWN_STYLE, BY_HAND);
  for (const edits of spliceEdit(source, before.calendar, edit)) {
    const whole = applyEdits(source.text, edits);
    const edited = whole.slice(0, whole.length - ending.length);
    const verdict = prove(edited, before, wanted.calendar);
    if (verdict.kind === 'proven') return { kind: 'edited', text: edited };
    if (verdict.kind === 'faulty') outcome = verdict.outcome;
    if (verdict.isMeant) break;
  }
  return outcome;
}

const CHECK = '`fortnight check` lists what is wrong with it';
const MEND = '`fortnight check --fix` mends what is safe to mend';
const UNKNOWN_STYLE =
  'the file is written in a way that this edit cannot follow without changing something else';
const BY_HAND = 'make this change by hand';

type Verdict =
  | { readonly kind: 'proven' }
  | { readonly kind: 'faulty'; readonly isMeant: boolean; readonly outcome: EditOutcome }
  | { readonly kind: 'different'; readonly isMeant: false };

/** Reads the edited text again: does it say what was meant, and is it as sound as before? */
function prove(edited: string, before: ParsedCalendar, wanted: Calendar): Verdict {
  const after = read(edited);
  const isMeant = after.calendar !== null && sayTheSame(after.calendar, wanted);
  const [error] = newErrors(before.diagnostics, after.diagnostics);
  if (error === undefined) return isMeant ? { kind: 'proven' } : { kind: 'different', isMeant: false };
  const reason = `it would bring ${error.code}: ${error.message}`;
  return { kind: 'faulty', isMeant, outcome: refused(reason, error.help ?? null) };
}

function read(text: string): ParsedCalendar {
  return parseCalendar({ file: 'calendar.yaml', text });
}

function refused(reason: string, help: string | null): EditOutcome {
  return { kind: 'refused', reason, help };
}
