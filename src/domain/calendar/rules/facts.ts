import { nearestName } from '../../../core/nearest-name.ts';
import { addDays, type LocalDate } from '../../../core/zoned-time.ts';
import type { PublicationFact, ScheduleFacts } from '../../schedule/facts.ts';
import { isOnGrid, skippedOn } from '../../schedule/slots.ts';
import { closedThrough, spentThrough } from '../../schedule/watermark.ts';
import type { Cadence, TopicId } from '../calendar.ts';
import type { TopicEntry } from '../entries.ts';
import type { CheckInput, Rule } from './rule.ts';

export const reopensClosedDate: Rule = {
  code: 'E305',
  severity: 'error',
  title: 'a change of the cadence reopens a closed date',
  what: 'The cadence has a publishing day among the days that are over, and nothing was recorded for it: the grid was moved under its own past.',
  why: 'What is over stays closed whatever the file says, so the next post would come out in a rhythm nobody chose.',
  how: 'Give the new cadence an `anchor` after the last closed day, or put the old values back.',
  *find({ file, cadence, context: { facts } }) {
    const fields = file?.cadence?.value;
    const reopened = cadence === null || facts === null ? null : firstReopened(cadence, facts);
    if (!fields || cadence === null || facts === null || reopened === null) return;
    const extra = fields.extra?.value?.find((entry) => entry.value === reopened);
    const inStep = facts.slots.every((slot) => slot.date < cadence.anchor || isOnGrid(cadence, slot.date));
    const entry = extra ?? (inStep ? fields.every : fields.anchor);
    if (!entry) return;
    const through = closedThrough(facts);
    yield {
      span: entry.span,
      message: `${reopened} would be a publishing day, but everything up to ${through} is closed`,
      help: extra
        ? 'remove it, or choose a later day'
        : `to change the rhythm, set \`anchor\` to a day after ${through}`,
    };
  },
};

export const publishedIdChanged: Rule = {
  code: 'E403',
  severity: 'error',
  title: 'the id of a published post has changed',
  what: 'A post is out under an id that the file no longer has, and a topic with its title has another id, without the old one as an alias.',
  why: 'Links in mails and on other sites would break, and the post would count as new: readers would get it again.',
  how: 'Put the old id back, or add it under `aliases:` of the topic.',
  *find(input) {
    for (const { fact, topic } of goneFrom(input)) {
      if (topic?.typedId == null) continue;
      yield {
        span: topic.typedId.span,
        message: `this post is out as \`${fact.topic}\``,
        help: `put \`${fact.topic}\` back, or add \`aliases: [${fact.topic}]\``,
      };
    }
  },
};

export const publishedOnlyInFile: Rule = {
  code: 'E404',
  severity: 'error',
  title: 'the file says published, the database does not',
  what: 'A topic has a `published` date on or after the anchor, and no publication of it is recorded.',
  why: 'From the anchor on only Fortnight publishes. The topic would be taken for out, and would never come out.',
  how: 'Say `status: ready` and remove `published`; if it did come out elsewhere, date it before the anchor.',
  *find({ topics, cadence, context: { facts } }) {
    if (cadence === null || facts === null) return;
    const recorded = new Set<string>(facts.publications.map((fact) => fact.topic));
    for (const { id, fields } of topics) {
      const date = fields?.published;
      if (fields?.status?.value !== 'published' || !date?.value || date.value < cadence.anchor) continue;
      if (namesOf({ id, fields }).some((name) => recorded.has(name))) continue;
      yield {
        span: date.span,
        message: `nothing is recorded of \`${id}\` coming out on ${date.value}`,
        help: `\`published\` is for what came out before the anchor, ${cadence.anchor}; from then on say \`status: ready\``,
      };
    }
  },
};

export const publishedIdGone: Rule = {
  code: 'W510',
  severity: 'warning',
  title: 'a published post is gone from the file',
  what: 'A post is out, and the file has no topic with its id.',
  why: 'The post stays on the web, but nobody sees in the calendar that it exists, and its id could be used again by mistake.',
  how: 'Put the topic back, or take the post off the web with `fortnight unpublish`.',
  *find(input) {
    const ids = input.topics.map((topic) => topic.id);
    for (const { fact, topic } of goneFrom(input)) {
      if (topic !== null || !input.file?.topics) continue;
      const near = nearestName(fact.topic, ids);
      yield {
        span: input.file.topics.key,
        message: `\`${fact.topic}\` is out, and is no longer among the topics`,
        help:
          near === null
            ? 'put it back, or run `fortnight unpublish`'
            : `was it renamed to \`${near}\`? then add the alias \`${fact.topic}\` there`,
      };
    }
  },
};

export const missedPin: Rule = {
  code: 'W511',
  severity: 'warning',
  title: 'a pin was missed',
  what: 'A topic is pinned to a day that is over, and has not come out.',
  why: 'The pin means nothing any more: the topic is back in the queue at its place in the file.',
  how: 'Remove the pin, or pin the topic to a coming day.',
  *find({ topics, cadence, context: { facts, now } }) {
    if (cadence === null || facts === null) return;
    const over = now === null ? closedThrough(facts) : spentThrough(cadence, facts, now);
    const recorded = new Set<string>(facts.publications.map((fact) => fact.topic));
    for (const { id, fields } of topics) {
      const pin = fields?.pin;
      if (!pin?.value || over === null || pin.value > over || isOut({ id, fields }, recorded)) continue;
      yield {
        span: pin.span,
        message: `${pin.value} is over, and \`${id}\` did not come out`,
        help: 'remove the pin, or choose a coming day; until then it stands in the queue at its place',
      };
    }
  },
};

/** The first publishing day of the file that is closed without an outcome, since something was first recorded. */
function firstReopened(cadence: Cadence, facts: ScheduleFacts): LocalDate | null {
  const recorded = new Set<string>(facts.slots.map((slot) => slot.date));
  const [first, last] = [[...recorded].sort().at(0), [...recorded].sort().at(-1)];
  if (first === undefined || last === undefined) return null;
  const since = facts.begunFrom !== null && facts.begunFrom > first ? facts.begunFrom : first;
  const isReopened = (date: LocalDate) =>
    date >= since && date <= last && !recorded.has(date) && skippedOn(cadence, date) === false;
  const extras = cadence.extra.filter(isReopened).toSorted();
  for (let date = cadence.anchor; date <= last; date = addDays(date, cadence.everyDays)) {
    if (isReopened(date)) return extras[0] !== undefined && extras[0] < date ? extras[0] : date;
  }
  return extras[0] ?? null;
}

interface Gone {
  readonly fact: PublicationFact;
  /** The topic that seems to be it under a new id. */
  readonly topic: TopicEntry | null;
}

/** Posts on the web that no id or alias of the file names. */
function* goneFrom({ file, topics, context: { facts } }: CheckInput): Generator<Gone> {
  // A file that lost its topics has a louder fault than one line for every post.
  if (facts === null || !file?.topics?.value) return;
  const names = new Set(topics.flatMap(namesOf));
  const recorded = new Set<TopicId>(facts.publications.map((fact) => fact.topic));
  for (const fact of facts.publications) {
    if (fact.withdrawn === true || names.has(fact.topic)) continue;
    const topic = topics.find(
      ({ id, fields }) =>
        fact.title !== undefined && fields?.title?.value === fact.title && !recorded.has(id),
    );
    yield { fact, topic: topic ?? null };
  }
}

function isOut(topic: Pick<TopicEntry, 'id' | 'fields'>, recorded: ReadonlySet<string>): boolean {
  return topic.fields?.status?.value === 'published' || namesOf(topic).some((name) => recorded.has(name));
}

function namesOf({ id, fields }: Pick<TopicEntry, 'id' | 'fields'>): readonly string[] {
  return [id, ...(fields?.aliases?.value ?? []).flatMap((alias) => alias.value ?? [])];
}
