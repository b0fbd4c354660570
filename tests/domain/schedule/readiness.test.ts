import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics.ts';
import { noFacts } from '../../../src/domain/schedule/facts.ts';
import { readinessFrom } from '../../../src/domain/schedule/readiness.ts';
import { calendarWith, topicId } from '../../support/calendars.ts';

const calendar = calendarWith({
  topics: [
    { id: 'raft-1', series: 'raft', part: 1 },
    { id: 'raft-2', series: 'raft', part: 2, status: 'review' },
    { id: 'raft-3', series: 'raft', part: 3 },
    { id: 'other' },
  ],
});

function fault(topic: string, code = 'E106', blocks: Diagnostic['blocks'] = 'topic'): Diagnostic {
  const place = { file: 'calendar/calendar.yaml', line: 1, column: 1, length: 1 };
  return { code, severity: 'error', message: 'this is wrong', place, blocks, topic };
}

function missing(id: string, input: Partial<Parameters<typeof readinessFrom>[0]> = {}): string | null {
  const readiness = readinessFrom({ calendar, diagnostics: [], hasBody: () => true, ...input })(topicId(id));
  return readiness.ready ? null : readiness.missing;
}

test('a topic is ready when its status says so, its body is there and no fault blocks it', () => {
  expect(missing('raft-1')).toBeNull();
  expect(missing('raft-2')).toBe('status is review');
  expect(missing('raft-1', { hasBody: () => false })).toBe('posts/raft-1.md is missing');
  expect(missing('raft-1', { diagnostics: [fault('raft-1')] })).toBe('E106: this is wrong');
});

test('everything that is missing is named, the body once', () => {
  const diagnostics = [fault('raft-2', 'E401'), fault('raft-2', 'E205')];
  expect(missing('raft-2', { diagnostics, hasBody: () => false })).toBe(
    'status is review; posts/raft-2.md is missing; E205: this is wrong',
  );
});

test('a fault holds up the later parts of its series, and nothing else', () => {
  const diagnostics = [fault('raft-1'), fault('raft-1', 'E103')];
  expect(missing('raft-3', { diagnostics })).toBe('raft-1, an earlier part, has E106, E103');
  expect(missing('other', { diagnostics })).toBeNull();
  expect(missing('raft-1', { diagnostics: [fault('raft-3')] })).toBeNull();
});

test('a fault in a part that is out holds up nobody', () => {
  const publications = [{ topic: topicId('raft-1'), slot: null, at: 0 }];
  expect(
    missing('raft-3', { diagnostics: [fault('raft-1')], facts: { ...noFacts, publications } }),
  ).toBeNull();
});

test('warnings and faults of the whole file say nothing about a topic', () => {
  expect(
    missing('other', { diagnostics: [fault('other', 'W505', 'none'), fault('other', 'E201', 'file')] }),
  ).toBeNull();
});

test('a topic that the calendar does not have is not ready', () => {
  expect(missing('gone')).toBe('it is not in the calendar');
});
