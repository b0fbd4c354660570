import type { CodeAction, Range } from 'vscode-languageserver/node';
import { CodeActionKind } from 'vscode-languageserver/node';
import type { Topic } from '../../domain/calendar/calendar.ts';
import type { CalendarEdit } from '../../domain/calendar/edits/calendar-edit.ts';
import { editCalendar } from '../../domain/calendar/edits/edit-calendar.ts';
import type { PlanInput } from '../../domain/schedule/plan.ts';
import { whyTopic } from '../../domain/schedule/why.ts';
import { dayInWords } from '../hover.ts';
import { topicAt } from '../targets.ts';
import type { View } from '../view.ts';
import { changeOf } from './change.ts';

/**
 * What can be done in one step with the topic under the cursor. Without their edits, as each of these means reading the
 * whole file twice more, and an editor asks at every move of the cursor: `carryOut` makes the edit of the one chosen.
 */
export function topicActionsIn(view: View, range: Range, input: PlanInput): CodeAction[] {
  const entry = topicAt(view, view.positions.offsetAt(range.start));
  const topic = view.calendar?.topics.find((each) => each.id === entry?.id);
  if (topic === undefined) return [];
  return wishes(topic, input, view.surroundings.bodies).map(({ title }) => ({
    title,
    kind: CodeActionKind.RefactorRewrite,
    data: { uri: view.uri, topic: topic.id, title } satisfies Chosen,
  }));
}

/** What an action carries until it is chosen. */
export interface Chosen {
  readonly uri: string;
  readonly topic: string;
  readonly title: string;
}

/** What the editor sent back with a chosen action; null when that is none of ours. */
export function chosenIn({ data }: CodeAction): Chosen | null {
  const { uri, topic, title }: { readonly [key in keyof Chosen]?: unknown } = Object(data);
  return typeof uri === 'string' && typeof topic === 'string' && typeof title === 'string'
    ? { uri, topic, title }
    : null;
}

export type Deed =
  | { readonly kind: 'done'; readonly action: CodeAction }
  | { readonly kind: 'refused'; readonly reason: string };

/** The action with the edit that carries it out; it touches no other byte of the file. */
export function carryOut(action: CodeAction, chosen: Chosen, view: View, input: PlanInput): Deed {
  const topic = input.calendar.topics.find((each) => each.id === chosen.topic);
  const wish =
    topic === undefined
      ? undefined
      : wishes(topic, input, view.surroundings.bodies).find(({ title }) => title === chosen.title);
  if (wish === undefined) return { kind: 'refused', reason: 'the calendar has changed meanwhile' };
  const outcome = editCalendar(view.text, wish.change);
  switch (outcome.kind) {
    case 'edited':
      return { kind: 'done', action: { ...action, edit: changeOf(view, outcome.text) } };
    case 'unchanged':
      return { kind: 'refused', reason: 'the calendar says so already' };
    case 'refused':
      return {
        kind: 'refused',
        reason: [outcome.reason, outcome.help].filter((words) => words !== null).join('; '),
      };
  }
}

interface Wish {
  readonly title: string;
  readonly change: CalendarEdit;
}

function wishes(topic: Topic, input: PlanInput, bodies: ReadonlySet<string>): Wish[] {
  return [...moves(topic, input.calendar.topics), ...pins(topic, input), ...ready(topic, bodies)];
}

function moves({ id }: Topic, topics: readonly Topic[]): Wish[] {
  const index = topics.findIndex((each) => each.id === id);
  const above = topics[index - 1];
  const below = topics[index + 1];
  const move = (title: string, kind: 'before' | 'after', topic: Topic): Wish => {
    return { title, change: { kind: 'move', topic: id, to: { kind, topic: topic.id } } };
  };
  return [
    ...(above === undefined ? [] : [move('Move up', 'before', above)]),
    ...(below === undefined ? [] : [move('Move down', 'after', below)]),
  ];
}

/** A pin is a promise: its date is the one on which the topic stands now. */
function pins({ id, pin }: Topic, input: PlanInput): Wish[] {
  if (pin !== null) return [{ title: `Unpin from ${pin}`, change: { kind: 'unpin', topic: id } }];
  const planned = whyTopic({ ...input, topic: id }).find((reason) => reason.kind === 'planned');
  if (planned === undefined) return [];
  const title = `Pin to its planned date, ${dayInWords(planned.date)}`;
  return [{ title, change: { kind: 'pin', topic: id, date: planned.date } }];
}

/** Without a post it would be a fault (E401). */
function ready({ id, status }: Topic, bodies: ReadonlySet<string>): Wish[] {
  if (status === 'ready' || status === 'published' || !bodies.has(id)) return [];
  return [{ title: 'Mark ready', change: { kind: 'status', topic: id, status: 'ready' } }];
}
