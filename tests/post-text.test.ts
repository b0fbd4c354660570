import { expect, test } from 'vitest';
import { openPostText } from '../src/post-text.ts';
import { listeningHost } from './support/listening-host.ts';

const BODY = { type: 'text/plain', text: 'hello' };
const never = () => new AbortController().signal;
/** An alarm that goes off when the test says so. */
function handTimers() {
  let ring = (): void => undefined;
  let cancelled = 0;
  const after = (_milliseconds: number, then: () => void) => {
    ring = then;
    const cancel = (): void => {
      cancelled += 1;
    };
    return { cancel };
  };
  return { timers: { after }, ring: () => ring(), cancelled: () => cancelled };
}

test('a host that takes a text and never answers is left after the limit', async () => {
  const host = await listeningHost();
  const { timers, ring, cancelled } = handTimers();
  host.answers(() => ring());
  expect(await openPostText(timers)(host.url, BODY, never())).toEqual({
    kind: 'failed',
    why: 'did not answer within 20 seconds',
  });
  expect(host.heard()).toEqual([BODY]);
  expect(cancelled()).toBe(1);
});

test('one that begins an answer and never ends it is left too', async () => {
  const host = await listeningHost();
  const { timers, ring } = handTimers();
  host.answers((response) => {
    response.writeHead(200).write('so', () => ring());
  });
  expect(await openPostText(timers)(host.url, BODY, never())).toMatchObject({ kind: 'failed' });
});

test('the signal ends it at once', async () => {
  const host = await listeningHost();
  const { timers } = handTimers();
  const ending = new AbortController();
  host.answers(() => ending.abort());
  expect(await openPostText(timers)(host.url, BODY, ending.signal)).toEqual({ kind: 'stopped' });
});

test('of a long answer the beginning is kept, and a redirect is not followed', async () => {
  const host = await listeningHost();
  const { timers } = handTimers();
  host.answers((response) => void response.writeHead(307, { Location: '/' }).end('x'.repeat(100_000)));
  const outcome = await openPostText(timers)(host.url, BODY, never());
  expect(outcome).toMatchObject({ kind: 'answered', status: 307, text: 'x'.repeat(2_000) });
  expect(host.heard()).toHaveLength(1);
});
