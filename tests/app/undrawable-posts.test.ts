import { expect, test } from 'vitest';
import { examine } from '../../src/app/examine.ts';
import type { TopicId } from '../../src/domain/calendar/calendar.ts';
import { SAMPLE_POSTS } from '../support/calendar-text.ts';
import { openTestApp } from '../support/test-app.ts';

const faultsOf = async (markdown: string) => {
  const house = await openTestApp({ posts: { ...SAMPLE_POSTS, pacelc: markdown, 'raft-2': markdown } });
  const { diagnostics, readinessOf } = await examine(house.workspace);
  return { diagnostics, ready: readinessOf('pacelc' as TopicId).ready };
};

test('a formula that cannot be read keeps a ready post from going out, with its place; a draft may have one', async () => {
  const { diagnostics, ready } = await faultsOf('One.\n\nIt is $\\frac{$.\n');
  expect(diagnostics).toEqual([
    expect.objectContaining({
      code: 'E402',
      message: expect.stringContaining('this formula cannot be read'),
      place: expect.objectContaining({ file: 'calendar/posts/pacelc.md', line: 3 }),
      blocks: 'topic',
      topic: 'pacelc',
    }),
  ]);
  expect(ready).toBe(false);
});

test('so does a diagram', async () => {
  const { diagnostics, ready } = await faultsOf('```dot alt="a to b"\ndigraph { a -> \n```\n');
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ['E402', expect.stringContaining('this diagram cannot be read')],
  ]);
  expect(ready).toBe(false);
});

test('what can be drawn, and a price, are no faults', async () => {
  const { diagnostics, ready } = await faultsOf(
    '$a^2$ costs $5.\n\n```dot alt="a to b"\ndigraph { a -> b }\n```\n',
  );
  expect([diagnostics, ready]).toEqual([[], true]);
});
