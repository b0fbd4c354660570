import { setTimeout } from 'node:timers/promises';
import { AppError } from '../core/errors.ts';

const PATIENCE_MS = 30_000;
const STEP_MS = 40;

/** Asks again until the answer is not null. @throws AppError `unavailable` after half a minute of real time */
export async function until<Answer>(what: string, ask: () => Promise<Answer | null>): Promise<Answer> {
  for (let waited = 0; waited < PATIENCE_MS; waited += STEP_MS) {
    const answer = await ask();
    if (answer !== null) return answer;
    await setTimeout(STEP_MS);
  }
  throw new AppError('unavailable', `waited ${PATIENCE_MS / 1000} s for ${what}`);
}
