import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares with a secret, in a time that tells nothing of it, its length included. */
export function isSameText(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
