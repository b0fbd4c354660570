import { expect, it } from 'vitest';
import { noContext } from '../../../src/domain/calendar/check-context.ts';
import { parseCalendar } from '../../../src/domain/calendar/parse.ts';
import { calendarText, expectFault, HERE, read, topic, topicsText, withTopicLine } from './sample.ts';

const ready = calendarText({
  topics: topicsText(topic('hello', '', `${HERE}ready`), topic('draft', '', 'draft')),
});

it('a ready topic without its post is E401', () => {
  const fault = expectFault('E401', ready, () => false);
  expect(fault).toMatchObject({ blocks: 'topic', topic: 'hello' });
  expect(fault.message).toContain('posts/hello.md');
});

it('nothing is said about posts when they are there, or when nobody looked', () => {
  expect(read(ready.replace(HERE, ''), (id) => id === 'hello').diagnostics).toEqual([]);
  expect(read(ready.replace(HERE, '')).diagnostics).toEqual([]);
});

it('a summary of more than 200 characters is a warning that holds nothing', () => {
  const fault = expectFault('W505', withTopicLine(`summary: ${HERE}${'é'.repeat(201)}`));
  expect(fault).toMatchObject({ severity: 'warning', blocks: 'none', topic: 'hello' });
  expect(read(withTopicLine(`summary: ${'é'.repeat(200)}`)).diagnostics).toEqual([]);
});

it('a link to a topic that does not exist holds the post up, with the id that was meant; one to a topic to come does not', () => {
  const text = calendarText({
    topics: topicsText(topic('hello', '', 'ready'), topic('raft-1', '', 'draft')),
  });
  const post = {
    kind: 'text',
    file: 'posts/hello.md',
    text: 'See [it](topic:raft-1).\n\n[Or](topic:raft-l)',
  } as const;
  const { diagnostics } = parseCalendar({
    file: 'calendar.yaml',
    text,
    hasBody: () => true,
    context: { ...noContext, post: (id) => (id === 'hello' ? post : null) },
  });
  expect(diagnostics).toEqual([
    expect.objectContaining({
      code: 'E402',
      message: 'there is no topic `raft-l`',
      place: { file: 'posts/hello.md', line: 3, column: 12, length: 6 },
      help: expect.stringContaining('did you mean `raft-1`?'),
      blocks: 'topic',
    }),
  ]);
});
