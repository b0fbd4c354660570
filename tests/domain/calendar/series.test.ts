import { describe, expect, it } from 'vitest';
import { calendarText, expectFault, HERE, read, topic, topicsText } from './sample.ts';

const part = (number: string | number, status = 'idea') =>
  topic(`raft-${String(number).replace(HERE, '')}`, `series: raft, part: ${number}`, status);
const published = (number: number) =>
  topic(`raft-${number}`, `series: raft, part: ${number}, published: 2026-01-01`, 'published');
const calendar = (...topics: string[]) => calendarText({ topics: topicsText(...topics) });

describe('the parts of a series', () => {
  it('may be apart, and count from one', () => {
    expect(read(calendar(part(1), topic('between'), part(2), part(3))).diagnostics).toEqual([]);
  });

  it('need their series, and a series its part: E203', () => {
    expect(expectFault('E203', calendar(topic('hello', `${HERE}part: 1`))).topic).toBe('hello');
    expect(expectFault('E203', calendar(topic('hello', `${HERE}series: raft`))).topic).toBe('hello');
  });

  it('stand in the file in their order: E204', () => {
    const fault = expectFault('E204', calendar(part(1), part(3), part(`${HERE}2`)));
    expect(fault).toMatchObject({ topic: 'raft-2', help: 'move `raft-2` before `raft-3`' });
  });

  it('may stand in any order once they are published', () => {
    expect(read(calendar(published(2), published(1), part(3))).diagnostics).toEqual([]);
  });

  it('do not stand twice: E205', () => {
    const twice = topic('again', `series: raft, part: ${HERE}1`);
    expect(expectFault('E205', calendar(part(1), twice))).toMatchObject({ topic: 'again', related: [{}] });
  });

  it('leave none out: E205 on the part behind the gap', () => {
    expect(expectFault('E205', calendar(part(1), part(`${HERE}3`))).message).toBe('`raft` has no part 2');
  });

  it('are as many as the series announces: E205', () => {
    const series = `series:\n  raft: { title: Raft, parts: ${HERE}4 }`;
    expectFault('E205', calendarText({ series, topics: topicsText(part(1), part(2)) }));
  });

  it('are not said to be missing when one of them cannot be read', () => {
    expectFault('E105', calendar(part(1), topic('raft-2', `series: raft, part: ${HERE}two`), part(3)));
  });
});
