import type { CodeAction, Range } from 'vscode-languageserver/node';
import { CodeActionKind } from 'vscode-languageserver/node';
import type { Topic } from '../../domain/calendar/calendar.ts';
import type { CalendarEdit } from '../../domain/calendar/edits/calendar-edit.ts';
import type { PlanInput } from '../../domain/schedule/plan.ts';
import { whyTopic } from '../../domain/schedule/why.ts';
import type { EditText } from '../host.ts';
import { dayInWords } from '../hover.ts';
import { topicAt } from '../targets.ts';
import type { View } from '../view.ts';
import { changeOf } from './change.ts';

/** What can be done with the topic under the cursor in one step; each leaves every other byte of the file alone. */
export function topicActionsIn(
  view: View,
  range: Range,
  input: PlanInput | null,
  edit: EditText,
): CodeAction[] {
  const entry = topicAt(view, view.positions.offsetAt(range.start));
  const topic = view.calendar?.topics.find((each) => each.id === entry?.id);
  if (view.calendar === null || topic === undefined || input === null) return [];
  return wishes(topic, view.calendar.topics, input).flatMap(({ title, change }) => {
    const outcome = edit(view.text, change);
    return outcome.kind === 'edited'
      ? [{ title, kind: CodeActionKind.RefactorRewrite, edit: changeOf(view, outcome.text) }]
      : [];
  });
}

interface Wish {
  readonly title: string;
  readonly change: CalendarEdit;
}

function wishes(topic: Topic, topics: readonly Topic[], input: PlanInput): Wish[] {
  return [...moves(topic, topics), ...pins(topic, input), ...ready(topic)];
}

function moves({ id }: Topic, topics: readonly Topic[]): Wish[] {
  const index = topics.findIndex((each) => each.id === id);
  const above = topics[index - 1];
  const below = topics[index + 1];
  return [
    ...(above === undefined
      ? []
      : [wish('Move up', { kind: 'move', topic: id, to: { kind: 'before', topic: above.id } })]),
    ...(below === undefined
      ? []
      : [wish('Move down', { kind: 'move', topic: id, to: { kind: 'after', topic: below.id } })]),
  ];
}

/** A pin is a promise: its date is the one in which the topic stands now. */
function pins({ id, pin }: Topic, input: PlanInput): Wish[] {
  if (pin !== null) return [wish(`Unpin from ${pin}`, { kind: 'unpin', topic: id })];
  const planned = whyTopic({ ...input, topic: id }).find((reason) => reason.kind === 'planned');
  if (planned === undefined) return [];
  const { date } = planned;
  return [wish(`Pin to its planned date, ${dayInWords(date)}`, { kind: 'pin', topic: id, date })];
}

function ready({ id, status }: Topic): Wish[] {
  if (status === 'ready' || status === 'published') return [];
  return [wish('Mark ready', { kind: 'status', topic: id, status: 'ready' })];
}

function wish(title: string, change: CalendarEdit): Wish {
  return { title, change };
}
