import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCalendar } from '../../../src/domain/calendar/parse.ts';

const text = readFileSync(new URL('../../../calendar/calendar.yaml', import.meta.url), 'utf8');
const written = new Set<string>(['after-cap-pacelc', 'raft-1', 'on-call-taught-me']);
const { calendar, diagnostics } = parseCalendar({
  file: 'calendar.yaml',
  text,
  hasBody: (id) => written.has(id),
});

describe('the shipped calendar', () => {
  it('has no fault', () => {
    expect(diagnostics).toEqual([]);
  });

  it('has 52 topics, the first eleven of them out before it began', () => {
    const statuses = calendar?.topics.map((topic) => topic.status) ?? [];
    expect(statuses).toHaveLength(52);
    expect(statuses.lastIndexOf('published')).toBe(10);
    expect(statuses.filter((status) => status === 'published')).toHaveLength(11);
  });

  it('has every post of before dated in its order, before the anchor', () => {
    const dates = calendar?.topics.flatMap((topic) => topic.published ?? []) ?? [];
    expect(dates).toHaveLength(11);
    expect([...dates].sort()).toEqual(dates);
    expect(dates.every((date) => date < (calendar?.cadence.anchor ?? ''))).toBe(true);
  });

  it('starts the Start Here page with distributed systems, each path with a wish', () => {
    expect(calendar?.tracks.map((track) => track.id).slice(0, 4)).toEqual([
      'distributed-systems',
      'cryptography',
      'networking',
      'personal',
    ]);
    expect(calendar?.tracks.every((track) => track.intro.startsWith('If you want to '))).toBe(true);
  });

  it('goes quietly on when topic 47 is broken', () => {
    const id = calendar?.topics[46]?.id ?? '';
    const broken = text.replace(new RegExp(`(- id: ${id}\n +title: )"([^"]*)"`), '$1$2: more');
    const result = parseCalendar({ file: 'calendar.yaml', text: broken });
    expect(result.diagnostics).toMatchObject([{ code: 'E101', blocks: 'topic', topic: id }]);
    expect(result.calendar?.topics).toHaveLength(52);
  });

  it('reads the same with Windows line ends and a byte order mark', () => {
    const windows = parseCalendar({ file: 'calendar.yaml', text: `\uFEFF${text.replaceAll('\n', '\r\n')}` });
    expect(windows.diagnostics).toEqual([]);
    expect(windows.calendar?.topics).toEqual(calendar?.topics);
  });
});
