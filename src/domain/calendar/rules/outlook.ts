import { daysBetween, type LocalDate, wallClock } from '../../../core/zoned-time.ts';
import { wordsOfGap } from '../../schedule/filling.ts';
import type { Outlook } from '../../schedule/outlook.ts';
import { publishedTest } from '../../schedule/queue.ts';
import { runway } from '../../schedule/runway.ts';
import type { TopicEntry } from '../entries.ts';
import type { CheckInput, Finding, Rule } from './rule.ts';
import { type SeriesParts, seriesOf } from './series.ts';

const SHORTEST_RUNWAY = 4; // weeks
const LONGEST_SILENCE = 12; // weeks
const MOST_BETWEEN = 2; // posts
const FARTHEST_PIN = 26; // weeks

export const shortRunway: Rule = {
  code: 'W502',
  severity: 'warning',
  title: 'the runway is short',
  what: `What is ready now lasts less than ${SHORTEST_RUNWAY} weeks. Nothing is said before the first post has come out.`,
  why: 'A publishing day without a ready post stays empty, and a post takes longer to write than one expects.',
  how: 'Finish the next topic; `fortnight plan` shows which one.',
  *find({ file, topics, outlook }) {
    const ahead = outlook()?.input;
    if (ahead === undefined || !file?.topics || !hasBegun(ahead)) return;
    const { dryOn, why, weeks } = runway(ahead);
    if (dryOn === null || weeks >= SHORTEST_RUNWAY) return;
    const next = why.kind === 'held' ? why.topic : why.kind === 'nothing-ready' ? why.head : null;
    const fields = topics.find((topic) => topic.id === next)?.fields;
    yield {
      span: fields?.status?.span ?? file.topics.key,
      message: `the first publishing day without a ready post is ${dryOn}, in ${weeksWords(weeks)}`,
      label: wordsOfGap(why),
      help: next === null ? 'add topics' : `finish \`${next}\`, or another topic that may take its place`,
    };
  },
};

/** A calendar from which nothing came out yet has no runway to lose: its first post is still being written. */
function hasBegun({ calendar, facts }: Outlook['input']): boolean {
  return calendar.topics.some(publishedTest(facts));
}

export const interruptedSeries: Rule = {
  code: 'W503',
  severity: 'warning',
  title: 'a series is interrupted',
  what: `The plan puts more than ${MOST_BETWEEN} other posts between two parts of a series.`,
  why: 'After so long readers have forgotten the part before.',
  how: 'Move the parts together, or say `contiguous: true` in the series.',
  *find(input) {
    const places = new Map(input.outlook()?.planned.map(({ topic }, place) => [topic, place]));
    for (const { id, parts } of seriesOf(input)) {
      const planned = parts.flatMap((part) => {
        const place = places.get(part.topic.id);
        return place === undefined ? [] : [{ part, place }];
      });
      for (const [index, { part, place }] of planned.entries()) {
        const before = planned[index - 1];
        const between = before === undefined ? 0 : place - before.place - 1;
        if (before === undefined || between <= MOST_BETWEEN) continue;
        yield {
          span: part.span,
          message: `${between} other posts come between parts ${before.part.number} and ${part.number} of \`${id}\``,
          help: `move \`${part.topic.id}\` nearer to \`${before.part.topic.id}\``,
          related: [{ span: before.part.span, message: `part ${before.part.number} is here` }],
        };
      }
    }
  },
};

export const silentTrack: Rule = {
  code: 'W504',
  severity: 'warning',
  title: 'a track is silent for long',
  what: `A track has had posts and has more to come, but none for more than ${LONGEST_SILENCE} weeks.`,
  why: 'Readers who follow that path take it for abandoned.',
  how: 'Move one of its topics forward, or accept the pause.',
  *find(input) {
    const outlook = input.outlook();
    if (outlook === null) return;
    const last = lastOut(input, outlook);
    const next = new Map<string, LocalDate>();
    const tracks = new Map(input.topics.map((topic) => [topic.id, topic.fields?.track?.value ?? null]));
    for (const { topic, date } of outlook.planned) {
      const track = tracks.get(topic);
      if (track && !next.has(track)) next.set(track, date);
    }
    for (const { id, key } of input.file?.tracks?.value ?? []) {
      const [from, to] = [last.get(id), next.get(id)];
      const weeks = from === undefined || to === undefined ? 0 : Math.floor(daysBetween(from, to) / 7);
      if (weeks <= LONGEST_SILENCE) continue;
      const message = `\`${id}\` is silent from ${from} to ${to}, ${weeksWords(weeks)}`;
      yield { span: key, message, help: 'move one of its topics forward' };
    }
  },
};

export const farPin: Rule = {
  code: 'W506',
  severity: 'warning',
  title: 'a pin is far past the end of the queue',
  what: `A topic is pinned to a day more than ${FARTHEST_PIN} weeks after the last topic that is not pinned.`,
  why: 'Nothing is planned for the time between; most often the year is mistyped.',
  how: 'Correct the date, or plan more topics.',
  *find({ topics, outlook }) {
    const planned = outlook()?.planned ?? [];
    const end = planned.findLast(({ pinned }) => !pinned);
    if (end === undefined) return;
    for (const { id, fields } of topics) {
      const pin = fields?.pin;
      const waits = fields?.status?.value !== 'published' && fields?.status?.value !== 'parked';
      const weeks = pin?.value ? Math.floor(daysBetween(end.date, pin.value) / 7) : 0;
      if (!pin || !waits || weeks <= FARTHEST_PIN) continue;
      const message = `\`${id}\` is pinned ${weeksWords(weeks)} after the end of the queue`;
      yield { span: pin.span, message, help: `the queue ends on ${end.date}; is the year right?` };
    }
  },
};

export const parkedInSeries: Rule = {
  code: 'W507',
  severity: 'warning',
  title: 'a part is parked inside a live series',
  what: 'A part of a series is parked while later parts still wait to come out.',
  why: 'A series goes strictly by part, so the later ones wait for the parked one for ever.',
  how: 'Take it up again, park the later parts as well, or renumber them.',
  *find(input) {
    for (const series of seriesOf(input)) yield* parkedParts(series);
  },
};

function* parkedParts({ id, parts }: SeriesParts): Generator<Finding> {
  const isParked = (topic: TopicEntry) => topic.fields?.status?.value === 'parked';
  for (const { topic, number } of parts) {
    if (!isParked(topic) || !topic.fields?.status) continue;
    const waiting = parts.find((part) => part.number > number && !part.published && !isParked(part.topic));
    if (waiting === undefined) continue;
    yield {
      span: topic.fields.status.span,
      message: `part ${number} of \`${id}\` is parked, and the parts after it wait for it`,
      help: 'take it up again, or park the later parts as well',
      related: [{ span: waiting.span, message: `part ${waiting.number} waits` }],
    };
  }
}

/** When each track last had a post: from the file's own dates, and from what is recorded. */
function lastOut(
  { topics, context: { facts } }: CheckInput,
  { input }: Outlook,
): ReadonlyMap<string, LocalDate> {
  const last = new Map<string, LocalDate>();
  const { zone } = input.calendar.cadence;
  const recorded = new Map(
    (facts?.publications ?? []).map(({ topic, at }) => [topic, wallClock(at, zone).date]),
  );
  for (const { id, fields } of topics) {
    const track = fields?.track?.value;
    const date = recorded.get(id) ?? fields?.published?.value;
    const known = track ? last.get(track) : undefined;
    if (track && date && (known === undefined || date > known)) last.set(track, date);
  }
  return last;
}

function weeksWords(weeks: number): string {
  return weeks === 1 ? '1 week' : `${weeks} weeks`;
}
