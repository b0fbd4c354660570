import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { editCalendarFile } from '../../../app/edit-calendar-file.ts';
import { examine } from '../../../app/examine.ts';
import { publishByHand, unpublish } from '../../../app/publish-by-hand.ts';
import { HOUR, MINUTE } from '../../../core/clock.ts';
import type { addDays } from '../../../core/zoned-time.ts';
import type { Calendar, Topic, TopicId } from '../../../domain/calendar/calendar.ts';
import type { CalendarEdit } from '../../../domain/calendar/edits/calendar-edit.ts';
import { plan } from '../../../domain/schedule/plan.ts';
import { wordsFor } from '../../cast/words.ts';
import type { Doing, Scene } from './doing.ts';

export const authorDoings: readonly Doing[] = [
  edits('the author moves a topic', 3, ({ topics }, chance) => {
    const [topic, other] = [chance.pick(topics), chance.pick(topics)];
    if (topic === null || other === null) return null;
    return {
      kind: 'move',
      topic: topic.id,
      to: { kind: chance.hits(0.5) ? 'before' : 'after', topic: other.id },
    };
  }),
  edits('the author adds a topic', 2, ({ tracks }, chance) => {
    const number = chance.below(10_000);
    const topic = { id: `extra-${number}` as TopicId, title: `Extra: ${number}`, status: 'idea' } as const;
    return { kind: 'add', topic: { ...topic, track: chance.pick(tracks)?.id ?? '' }, to: null };
  }),
  edits('the author parks a topic', 1, ({ topics }, chance) => statusEdit(chance.pick(topics), 'parked')),
  edits('the author takes a topic back to draft', 1, ({ topics }, chance) =>
    statusEdit(chance.pick(topics), 'draft'),
  ),
  edits('the author renames a topic', 2, ({ topics }, chance) => {
    const topic = chance.pick(topics);
    return topic === null
      ? null
      : { kind: 'rename', topic: topic.id, id: `${topic.id.slice(0, 40)}-${chance.below(100)}` as TopicId };
  }),
  edits('the author skips a publishing day', 1, ({ dates }, chance) => {
    const date = chance.pick(dates);
    return date === null ? null : { kind: 'skip', range: { from: date, to: date } };
  }),
  edits('the author pins a topic', 1, ({ topics, dates }, chance) => {
    const [topic, date] = [chance.pick(topics), chance.pick(dates)];
    return topic === null || date === null ? null : { kind: 'pin', topic: topic.id, date };
  }),
  edits('the author unpins a topic', 1, ({ topics }, chance) => {
    const topic = chance.pick(topics.filter(({ pin }) => pin !== null));
    return topic === null ? null : { kind: 'unpin', topic: topic.id };
  }),
  { name: 'the author rewrites a post', weight: 3, run: rewrite },
  { name: 'the author breaks the file', weight: 2, run: breakFile },
  { name: 'the author publishes by hand', weight: 1, run: publishOne },
  { name: 'the author takes a post off the web', weight: 1, run: takeBack },
];

interface Choice {
  /** Those that have not come out. */
  readonly topics: readonly Topic[];
  readonly tracks: Calendar['tracks'];
  /** The next publishing days. */
  readonly dates: readonly ReturnType<typeof addDays>[];
}

/** An edit as the command line makes it. */
function edits(
  name: string,
  weight: number,
  choose: (choice: Choice, chance: Scene['chance']) => CalendarEdit | null,
): Doing {
  const run: Doing['run'] = async ({ production, chance }) => {
    const { desk, world } = production;
    const facts = await desk.store.scheduleFacts();
    const { calendar, readinessOf } = await examine(desk.workspace, facts, { missing: 'is a fault' });
    if (calendar === null) return null;
    const out = new Set(facts.publications.map(({ topic }) => topic));
    const topics = calendar.topics.filter(({ id, published }) => published === null && !out.has(id));
    const rows = plan({ calendar, facts, readinessOf, now: world.clock.now(), count: 6 });
    const edit = choose({ topics, tracks: calendar.tracks, dates: rows.map(({ date }) => date) }, chance);
    if (edit === null) return null;
    await editCalendarFile(desk.workspace, edit, facts, { dryRun: false, now: world.clock.now() });
    return JSON.stringify(edit);
  };
  return { name, weight, run };
}

function statusEdit(topic: Topic | null, status: 'parked' | 'draft'): CalendarEdit | null {
  return topic === null ? null : { kind: 'status', topic: topic.id, status };
}

/** Also of posts that are out, and between publishing and mailing. */
async function rewrite({ production, chance }: Scene): Promise<string | null> {
  const { desk } = production;
  const publication = (await desk.store.publications()).at(-1 - chance.below(2));
  if (publication === undefined) return null;
  const file = join(desk.workspace.postsFolder, `${publication.topic}.md`);
  await writeFile(file, wordsFor(publication, chance));
  return publication.topic;
}

const SLIPS = [
  '\ntopics: [\n',
  '\n\t- id: tab\n',
  '\n  - id: "unclosed\n',
  '\ncadence: every now and then\n',
];

/** Mended after a while, to what it was, unless it was edited meanwhile. */
async function breakFile({ production, chance, later }: Scene): Promise<string> {
  const { calendarFile } = production.desk.workspace;
  const sound = await readFile(calendarFile, 'utf8');
  const broken = `${sound}${chance.pick(SLIPS)}`;
  await writeFile(calendarFile, broken);
  later(chance.magnitude(MINUTE, 60 * HOUR), 'the author mends the file', async () => {
    if ((await readFile(calendarFile, 'utf8')) === broken) await writeFile(calendarFile, sound);
  });
  return 'broken';
}

async function publishOne({ production }: Scene): Promise<string | null> {
  const { desk } = production;
  const facts = await desk.store.scheduleFacts();
  const { calendar, readinessOf } = await examine(desk.workspace, facts, { missing: 'is a fault' });
  const out = new Set(facts.publications.map(({ topic }) => topic));
  const ready = calendar?.topics.find(
    ({ id, published }) => published === null && !out.has(id) && readinessOf(id).ready,
  );
  if (ready === undefined) return null;
  await publishByHand(desk, ready.id, null);
  return ready.id;
}

async function takeBack({ production, chance }: Scene): Promise<string | null> {
  const { desk } = production;
  const onTheWeb = (await desk.store.publications()).filter(({ withdrawnAt }) => withdrawnAt === null);
  const publication = chance.pick(onTheWeb.slice(-2));
  if (publication === null) return null;
  await unpublish(desk, publication.topic);
  return publication.topic;
}
