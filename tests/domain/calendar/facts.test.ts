import { describe, expect, it } from 'vitest';
import { noContext } from '../../../src/domain/calendar/check-context.ts';
import { parseCalendar } from '../../../src/domain/calendar/parse.ts';
import type { ScheduleFacts } from '../../../src/domain/schedule/facts.ts';
import { slotDate, topicId } from '../../support/stores.ts';
import { calendarText, topic, topicsText } from './sample.ts';

const closed = (date: string, id: string) => ({
  date: slotDate(date),
  outcome: { kind: 'published', topic: topicId(id) } as const,
});
const out = (id: string, date: string, title: string) => ({
  topic: topicId(id),
  slot: slotDate(date),
  at: Date.parse(`${date}T17:00:00Z`),
  title,
});
const past: ScheduleFacts = {
  begunFrom: null,
  slots: [closed('2026-12-08', 'one'), closed('2026-12-22', 'two')],
  publications: [out('one', '2026-12-08', 'one'), out('two', '2026-12-22', 'two')],
};
const twoTopics = topicsText(topic('one'), topic('two'));

function codes(text: string, facts: ScheduleFacts | null = past) {
  const { diagnostics } = parseCalendar({ file: 'c.yaml', text, context: { ...noContext, facts } });
  return diagnostics.map((each) => `${each.code}:${each.place.line}`);
}

const cadence = (fields: string) =>
  calendarText({ cadence: `cadence: { at: "09:00", zone: Etc/UTC, ${fields} }`, topics: twoTopics });
const lineOf = (text: string, words: string) => text.slice(0, text.indexOf(words)).split('\n').length;

describe('a cadence held against what happened', () => {
  it.each([
    ['is the same', 'anchor: 2026-12-08, every: 14 days'],
    ['has an anchor two strides on', 'anchor: 2027-01-05, every: 14 days'],
    ['starts a new rhythm after the last closed day', 'anchor: 2026-12-26, every: 7 days'],
    ['skips a day that is over', 'anchor: 2026-12-08, every: 14 days, skip: [2026-12-22]'],
    ['goes back to before the first record', 'anchor: 2026-11-24, every: 14 days'],
  ])('is sound when it %s', (_, fields) => {
    expect(codes(cadence(fields))).toEqual([]);
  });

  it.each([
    ['moves the grid', 'anchor: 2026-12-15, every: 14 days'],
    ['comes closer', 'anchor: 2026-12-08, every: 7 days'],
    ['adds a day that is over', 'anchor: 2026-12-08, every: 14 days, extra: [2026-12-15]'],
  ])('is E305 when it %s', (_, fields) => {
    const text = cadence(fields);
    expect(codes(text)).toEqual([`E305:${lineOf(text, 'cadence:')}`]);
  });
});

describe('a post that is out', () => {
  const renamed = (more: string) =>
    calendarText({ topics: topicsText(topic('one'), topic('new-two', more)) });

  it('is E403 under a new id, recognised by its title', () => {
    const text = renamed('').replace('title: new-two', 'title: two');
    expect(codes(text)).toEqual([`E403:${lineOf(text, 'id: new-two')}`]);
  });

  it('may have a new id with the old one as an alias', () => {
    expect(codes(renamed('aliases: [two]'))).toEqual([]);
  });

  it('is W510 when no topic is it, unless it was taken off the web', () => {
    expect(codes(renamed(''))).toEqual([expect.stringContaining('W510')]);
    const [one, two] = past.publications;
    if (one === undefined || two === undefined) throw new Error('unreachable');
    expect(codes(renamed(''), { ...past, publications: [one, { ...two, withdrawn: true }] })).toEqual([]);
  });

  it('says nothing where nothing is known', () => {
    expect(codes(cadence('anchor: 2026-12-15, every: 14 days'), null)).toEqual([]);
  });
});
