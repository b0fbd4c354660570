import { expect, it } from 'vitest';
import { preflight } from '../../src/app/preflight.ts';

it('puts all that is to be said of a post in the order of its lines, each with its place', () => {
  const post = ['#### Deep', 'TODO, ![](a.png)', '```js', 'x'.repeat(81), '```', '$\\frac{$'].join('\n');
  const unshown = [{ kind: 'formula', line: 6, column: 1, words: 'this formula cannot be read' }] as const;
  const remarks = preflight(post, unshown);
  expect(remarks.map(({ line, column, severity }) => `${line}:${column} ${severity}`)).toEqual([
    '1:1 warning',
    '2:1 warning',
    '2:7 error',
    '4:1 warning',
    '6:1 error',
  ]);
  expect(remarks.map(({ words }) => words)).toEqual([
    'a heading of level 4 follows one of level 1',
    'this post still says TODO',
    'this picture has no description',
    'this line of code has 81 columns',
    'this formula cannot be read',
  ]);
});

it('has nothing to say of a post in order', () => {
  expect(preflight('Hello.\n\n## How\n\n`TODO`\n', [])).toEqual([]);
});
