import { expect, it } from 'vitest';
import { publishedTest } from '../../../src/domain/schedule/queue.ts';
import { calendarWith } from '../../support/calendars.ts';
import { slotDate, T0, topicId } from '../../support/stores.ts';

it('takes a renamed post for the post it was: nobody gets it twice', () => {
  const facts = {
    begunFrom: null,
    slots: [],
    publications: [{ topic: topicId('old'), slot: slotDate('2026-12-08'), at: T0 }],
  };
  const [topic] = calendarWith({ topics: [{ id: 'new' }] }).topics;
  if (topic === undefined) throw new Error('unreachable: the calendar has one topic');
  const isPublished = publishedTest(facts);
  expect(isPublished(topic)).toBe(false);
  expect(isPublished({ ...topic, aliases: [topicId('old')] })).toBe(true);
});
