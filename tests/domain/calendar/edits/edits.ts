import { expect } from 'vitest';
import type { CalendarEdit } from '../../../../src/domain/calendar/edits/calendar-edit.ts';
import { editCalendar } from '../../../../src/domain/calendar/edits/edit-calendar.ts';
import { date, topicId } from '../../../support/calendars.ts';

/** Edits as tests write them: plain strings. */
export const move = (topic: string, kind: 'before' | 'after', other: string): CalendarEdit => ({
  kind: 'move',
  topic: topicId(topic),
  to: { kind, topic: topicId(other) },
});
export const pin = (topic: string, on: string): CalendarEdit => ({
  kind: 'pin',
  topic: topicId(topic),
  date: date(on),
});
export const unpin = (topic: string): CalendarEdit => ({ kind: 'unpin', topic: topicId(topic) });
export const skip = (from: string, to = from): CalendarEdit => ({
  kind: 'skip',
  range: { from: date(from), to: date(to) },
});
export const unskip = (on: string): CalendarEdit => ({ kind: 'unskip', date: date(on) });
export const status = (
  topic: string,
  to: Extract<CalendarEdit, { kind: 'status' }>['status'],
): CalendarEdit => ({ kind: 'status', topic: topicId(topic), status: to });
export const add = (
  id: string,
  more: { title?: string; track?: string; to?: ['before' | 'after', string] } = {},
): CalendarEdit => ({
  kind: 'add',
  topic: { id: topicId(id), title: more.title ?? id, track: more.track ?? 'personal', status: 'idea' },
  to: more.to === undefined ? null : { kind: more.to[0], topic: topicId(more.to[1]) },
});
export const rename = (topic: string, id: string): CalendarEdit => ({
  kind: 'rename',
  topic: topicId(topic),
  id: topicId(id),
});

/** The text after an edit that must succeed. */
export function edited(text: string, edit: CalendarEdit): string {
  const outcome = editCalendar(text, edit);
  expect(outcome).toMatchObject({ kind: 'edited' });
  return outcome.kind === 'edited' ? outcome.text : '';
}

/** Expects that `before` becomes `after` where they stand in a file, and nothing else changes. */
export function expectChange(text: string, edit: CalendarEdit, before: string, after: string): void {
  expect(text.split(before)).toHaveLength(2);
  expect(edited(text, edit)).toBe(text.replace(before, () => after));
}
