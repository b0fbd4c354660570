import { describe, expect, it } from 'vitest';
import { calendarText, expectFault, HERE, read, topic, topicsText } from './sample.ts';

const calendar = (...topics: string[]) => calendarText({ topics: topicsText(...topics) });

describe('an id', () => {
  it('that stands twice is E201, holds the file, and only the first topic is kept', () => {
    const text = calendar(
      topic('hello'),
      topic(`${HERE}hello`).replace(`title: ${HERE}hello`, 'title: Again'),
    );
    const fault = expectFault('E201', text);
    expect(fault).toMatchObject({
      blocks: 'file',
      related: [{ place: { column: 11 }, message: 'first defined here' }],
    });
    expect(read(text.replace(HERE, '')).calendar?.topics.map((each) => each.title)).toEqual(['hello']);
  });

  it('that is the alias of another topic is E201, and blocks the topic with the alias', () => {
    const fault = expectFault('E201', calendar(topic('hello'), topic('world', `aliases: [${HERE}hello]`)));
    expect(fault).toMatchObject({ blocks: 'topic', topic: 'world' });
  });

  it('that is no slug is E202, and its topic keeps its place under a stand-in', () => {
    const text = calendar(
      topic('hello'),
      `{ id: ${HERE}Raft 2, title: Raft, track: personal, status: ready }`,
    );
    const fault = expectFault('E202', text);
    expect(fault.help).toContain('`raft-2`');
    const ids = read(text.replace(HERE, '')).calendar?.topics.map((each) => each.id);
    expect(ids).toEqual(['hello', fault.topic]);
  });

  it('of a track or an alias must be a slug too', () => {
    expectFault('E202', calendar(topic('hello', `aliases: [${HERE}Hello]`)));
    expectFault('E202', calendarText({ series: `series:\n  ${HERE}Raft: { title: Raft }` }));
  });
});

describe('a name of a track or series', () => {
  it('that nothing defines is E206, with the nearest', () => {
    const text = calendar(topic('hello').replace('track: personal', `track: ${HERE}persnal`));
    expect(expectFault('E206', text)).toMatchObject({ blocks: 'topic', topic: 'hello' });
    expect(expectFault('E206', text).help).toContain('did you mean `personal`?');
  });

  it('that is misspelt does not free the later parts of the series', () => {
    const parts = [1, 2, 3].map((part) =>
      topic(`raft-${part}`, `series: ${part === 2 ? HERE : ''}raf${part === 2 ? 'r' : 't'}, part: ${part}`),
    );
    const text = calendar(...parts);
    expectFault('E206', text);
    expect(read(text.replace(HERE, '')).calendar?.topics[1]?.series).toBe('raft');
  });

  it('is not reported topic by topic when the whole block is missing or broken', () => {
    expectFault('E107', calendarText({ tracks: '' }).replace('\nblog:', `\n${HERE}blog:`));
    expectFault('E105', calendarText({ tracks: `tracks: ${HERE}personal` }));
  });
});
