import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { openInput } from '../../src/cli/input.ts';

/** A terminal, as far as a question is concerned. */
function terminal(isTTY = true) {
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const stderr = Object.assign(new PassThrough(), { isTTY });
  return { stdin, stderr, input: openInput(stdin, stderr) };
}

test('a question goes to standard error, and the line that is typed is the answer', async () => {
  const { stdin, stderr, input } = terminal();
  const answer = input.ask('Sure? ');
  stdin.write(' y \n');
  expect(await answer).toBe('y');
  expect(String(stderr.read())).toContain('Sure? ');
});

test('the end of input is no answer', async () => {
  const { stdin, input } = terminal();
  const answer = input.ask('Sure? ');
  stdin.end();
  expect(await answer).toBe('');
});

test('a person is there only when both ends are a terminal', () => {
  expect(terminal().input.interactive).toBe(true);
  expect(terminal(false).input.interactive).toBe(false);
  const { stdin } = terminal();
  expect(openInput(stdin, new PassThrough()).interactive).toBe(false);
});
