import { SECOND } from './core/clock.ts';
import { AppError, messageOf } from './core/errors.ts';

const PATIENCE_MS = 5 * SECOND;
const MAX_BYTES = 64 * 1024;

/**
 * Fetches a small text: five seconds and 64 KiB at most, no redirect, nothing but a 200. Which addresses may be asked is for the caller to say.
 * @throws AppError `unavailable`
 */
export async function fetchText(url: string): Promise<string> {
  const { host } = new URL(url);
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(url, { redirect: 'error', signal });
    if (response.status !== 200) throw new AppError('unavailable', `${host} answered ${response.status}`);
    return await cappedText(response, host);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('unavailable', `${host} could not be asked: ${messageOf(cause)}`, { cause });
  }
}

async function cappedText(response: Response, host: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_BYTES) throw new AppError('unavailable', `${host} answered with too much`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
