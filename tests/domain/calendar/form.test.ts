import { describe, expect, it } from 'vitest';
import { calendarText, expectFault, HERE, read, withCadence, withTopicLine } from './sample.ts';

describe('a key', () => {
  it('that stands twice is E103, and points at the first', () => {
    const fault = expectFault('E103', withTopicLine(`${HERE}title: Again`));
    expect(fault).toMatchObject({
      blocks: 'topic',
      topic: 'hello',
      related: [{ message: 'first defined here' }],
    });
    expect(fault.related?.[0]?.place.line).toBeLessThan(fault.place.line);
  });

  it('that nobody knows is E104, with all that are known', () => {
    expect(expectFault('E104', withTopicLine(`${HERE}colour: red`)).help).toContain('not_before');
  });

  it('that is misspelt is E104 alone: its field is not missing too', () => {
    const text = calendarText().replace('track: personal', `${HERE}trak: personal`);
    expect(expectFault('E104', text).help).toBe('did you mean `track`?');
    expect(read(text.replace(HERE, '')).calendar?.topics[0]?.track).toBe('personal');
  });

  it('that is missing is E107 on the topic that lacks it', () => {
    const text = calendarText()
      .replace('    track: personal\n', '')
      .replace('- id: hello', `- ${HERE}id: hello`);
    expect(expectFault('E107', text)).toMatchObject({ message: 'this topic has no `track`', topic: 'hello' });
  });

  it('that lacks its space is known all the same', () => {
    const text = calendarText().replace('title: Hello', `${HERE}title:Hello: World`);
    expect(expectFault('E104', text).help).toBe('did you mean `title`?');
  });

  it('that dates a published post is E107 when it is missing', () => {
    expectFault('E107', calendarText().replace('status: ready', `status: ${HERE}published`));
  });

  it('that is empty is missing', () => {
    expectFault('E107', calendarText().replace('title: Hello', `${HERE}title:`));
  });
});

describe('a value', () => {
  it.each([
    ['a number for text', calendarText().replace('title: Hello', `title: ${HERE}1984`)],
    ['text for a list', withTopicLine(`tags: ${HERE}one`)],
    ['a word for true', withTopicLine(`public: ${HERE}yes`)],
    ['text for a number', withTopicLine(`part: ${HERE}two\n    series: raft`)],
    ['a list for text', withTopicLine(`summary: ${HERE}[one]`)],
    ['an alias of nothing', withTopicLine(`summary: ${HERE}*nobody`)],
    ['a topic that is a word', calendarText({ topics: `topics:\n  - ${HERE}hello` })],
    ['topics that are no list', calendarText({ topics: `topics: ${HERE}none` })],
    ['a file that is no group', `${HERE}hello`],
  ])('of the wrong type is E105: %s', (_, text) => {
    expectFault('E105', text);
  });

  it.each([
    ['not a date', 'E108', withTopicLine(`pin: ${HERE}2027-02-30`)],
    ['a date in another order', 'E108', withTopicLine(`not_before: ${HERE}16.3.2027`)],
    ['half a range', 'E108', withCadence(`skip: [${HERE}2026-12-22..]`)],
    ['no time of day', 'E109', calendarText().replace('"09:00"', `${HERE}9:00`)],
    ['no zone', 'E109', calendarText().replace('America/Los_Angeles', `${HERE}America/LosAngeles`)],
    ['no window', 'E109', calendarText({ email: `email:\n  window: ${HERE}8-18` })],
  ])('that is %s is %s', (_, code, text) => {
    expectFault(code, text);
  });

  it('that is nearly a date, a time or a zone comes with the right spelling', () => {
    expect(expectFault('E108', withTopicLine(`not_before: ${HERE}2027-3-6`)).help).toContain('`2027-03-06`');
    expect(expectFault('E109', calendarText().replace('"09:00"', `${HERE}9:00`)).help).toContain('`09:00`');
    const zone = calendarText().replace('America/Los_Angeles', `${HERE}Europe/Lodnon`);
    expect(expectFault('E109', zone).help).toContain('`Europe/London`');
  });
});

it('the cadence holds the file, and its faults are the only ones', () => {
  const text = calendarText()
    .replace('anchor: 2026-12-08', `anchor: ${HERE}soon`)
    .replace('Hello', 'Hello\n    pin: 2026-12-09');
  expect(expectFault('E108', text)).toMatchObject({ blocks: 'file' });
  expect(read(text.replace(HERE, '')).calendar).toBeNull();
});

it('an empty file lacks everything it must have', () => {
  const { calendar, diagnostics } = read('');
  expect(calendar).toBeNull();
  expect(diagnostics.map((each) => each.message)).toEqual(
    ['blog', 'cadence', 'tracks', 'topics'].map((key) => `the calendar has no \`${key}\``),
  );
});
