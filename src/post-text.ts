import type { PostOutcome, PostText } from './app/listener-errand.ts';
import { SECOND } from './core/clock.ts';
import { messageOf, systemCodeOf } from './core/errors.ts';
import type { Timers } from './core/timers.ts';

/** In milliseconds, for the whole of it. */
const LIMIT = 20 * SECOND;

/** In characters. */
const KEPT_ANSWER = 2_000;

/** Hands texts to other hosts: twenty seconds at most, no redirect followed. Never rejects. */
export function openPostText(timers: Timers): PostText {
  return async (url, { type, text }, signal) => {
    const ending = new AbortController();
    const alarm = timers.after(LIMIT, () => ending.abort());
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': type },
        body: text,
        redirect: 'manual',
        signal: AbortSignal.any([signal, ending.signal]),
      });
      return { kind: 'answered', status: response.status, text: await beginningOf(response) };
    } catch (error) {
      if (signal.aborted) return { kind: 'stopped' };
      return { kind: 'failed', why: ending.signal.aborted ? tooSlow() : wordsOf(error) };
    } finally {
      alarm.cancel();
    }
  };
}

/** Of an answer without end no more than that is read. */
async function beginningOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > KEPT_ANSWER) break;
  }
  return text.slice(0, KEPT_ANSWER);
}

function tooSlow(): string {
  return `did not answer within ${LIMIT / SECOND} seconds`;
}

/** What `fetch` says itself is always "fetch failed". */
function wordsOf(error: unknown): Extract<PostOutcome, { kind: 'failed' }>['why'] {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return `could not be reached: ${systemCodeOf(cause) ?? messageOf(cause)}`;
}
