import type { Hover, Position } from 'vscode-languageserver/node';
import { MarkupKind } from 'vscode-languageserver/node';
import type { LocalDate } from '../core/zoned-time.ts';
import type { Calendar, Topic } from '../domain/calendar/calendar.ts';
import type { PlanInput } from '../domain/schedule/plan.ts';
import { type Reason, whyTopic } from '../domain/schedule/why.ts';
import { wordsOfReason } from '../domain/schedule/why-words.ts';
import { targetAt } from './targets.ts';
import type { View } from './view.ts';

/** What an editor shows over a topic: when it comes out, why then, and what stands in its way. In Markdown. */
export function hoverAt(view: View, position: Position, input: PlanInput | null): Hover | null {
  const target = targetAt(view, view.positions.offsetAt(position));
  const named = target?.kind === 'topic' ? target.entry.id : target?.of === 'topic' ? target.name : null;
  const topic = view.calendar?.topics.find((each) => each.id === named);
  if (target === null || topic === undefined || view.calendar === null || input === null) return null;
  const lines = topicCard(topic, view.calendar, input);
  const contents = { kind: MarkupKind.Markdown, value: lines.join('\n') };
  return { contents, range: view.positions.rangeOf(target.span) };
}

/** `Tuesday 22 December 2026`. */
export function dayInWords(date: LocalDate): string {
  return day.format(new Date(`${date}T00:00:00Z`)).replace(',', '');
}

const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

function topicCard(topic: Topic, calendar: Calendar, input: PlanInput): string[] {
  const reasons = whyTopic({ ...input, topic: topic.id });
  return [
    `**${plain(topic.title)}**`,
    '',
    `${plain(topic.id)} · ${placeOf(topic, calendar)}`,
    '',
    ...headline(reasons, calendar),
    ...reasons.map((reason) => `- ${plain(wordsOfReason(reason))}`),
    ...(reasons.some(isAhead) && input.readinessOf(topic.id).ready ? ['- ready'] : []),
  ];
}

function placeOf({ series, part, track }: Topic, calendar: Calendar): string {
  const trackTitle = calendar.tracks.find((each) => each.id === track)?.title ?? track;
  const known = calendar.series.find((each) => each.id === series);
  if (series === null) return plain(trackTitle);
  const count = known?.parts == null ? '' : ` of ${known.parts}`;
  return `part ${part ?? '?'}${count} of ${plain(known?.title ?? series)} · ${plain(trackTitle)}`;
}

/** The date in words, when there is one to come. */
function headline(reasons: readonly Reason[], { cadence }: Calendar): string[] {
  const planned = reasons.find((reason) => reason.kind === 'planned');
  return planned === undefined ? [] : [`${dayInWords(planned.date)}, ${cadence.at} ${cadence.zone}`, ''];
}

function isAhead({ kind }: Reason): boolean {
  return kind === 'planned' || kind === 'never-planned';
}

/** The author's words as text, whatever they would mean in Markdown. */
function plain(text: string): string {
  return text.replace(/[\\`*[\]<>]|(?<!\w)_|_(?!\w)/g, '\\$&').replace(/\s+/g, ' ');
}
