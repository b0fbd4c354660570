import { expect, it } from 'vitest';
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
