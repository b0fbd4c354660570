import { expect, it } from 'vitest';
import { remembering } from '../../src/core/remembering.ts';

it('asks once for each text, and anew for one that was not asked for longest', () => {
  const asked: string[] = [];
  const lengthOf = remembering(2, (text) => {
    asked.push(text);
    return text.length;
  });
  expect([lengthOf('a'), lengthOf('bb'), lengthOf('a'), lengthOf('ccc'), lengthOf('a')]).toEqual([
    1, 2, 1, 3, 1,
  ]);
  expect(asked).toEqual(['a', 'bb', 'ccc']);
  lengthOf('bb');
  expect(asked).toEqual(['a', 'bb', 'ccc', 'bb']);
});

it('remembers no failure, thrown or promised', async () => {
  let works = false;
  const thrown = remembering(2, () => {
    if (!works) throw new Error('not now');
    return 'fine';
  });
  const promised = remembering(2, async () => thrown(''));
  expect(() => thrown('')).toThrow('not now');
  await expect(promised('')).rejects.toThrow('not now');
  works = true;
  expect([thrown(''), await promised('')]).toEqual(['fine', 'fine']);
});
