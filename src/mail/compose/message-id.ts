import { createHmac, timingSafeEqual } from 'node:crypto';

const MAC_HEX_LENGTH = 20; // 80 bits

/**
 * A Message-ID such as `<12.345.9f…@blog.example>`: the same for the same parts (so on every retry), unlike any other's, and with a
 * short MAC that proves a returned message to be ours. Parts are ids or short words of letters, digits, `-` and `_`.
 */
export function messageIdFor(parts: readonly string[], macKey: string | Uint8Array, host: string): string {
  const seed = parts.join('.');
  if (parts.length === 0 || !parts.every((part) => /^[\w-]+$/.test(part))) {
    throw new Error(`not the parts of a Message-ID: ${JSON.stringify(parts)}`);
  }
  return `<${seed}.${macOf(seed, macKey, host)}@${host}>`;
}

/** The parts of a Message-ID that `messageIdFor` made with one of these keys; null for any other. Angle brackets may be missing. */
export function readMessageId(
  messageId: string,
  macKeys: readonly (string | Uint8Array)[],
): readonly string[] | null {
  const match = /^<?([\w.-]+)\.([0-9a-f]{20})@([^\s@<>]+?)>?$/.exec(messageId.trim());
  const [, seed, mac, host] = match ?? [];
  if (seed === undefined || mac === undefined || host === undefined) return null;
  const right = (macKey: string | Uint8Array): boolean =>
    timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(seed, macKey, host)));
  return macKeys.some(right) ? seed.split('.') : null;
}

/** The host that stands in Message-IDs and in List-Id: that of the blog's URL, without a port. */
export function hostOf(blogUrl: string): string {
  return new URL(blogUrl).hostname.toLowerCase();
}

function macOf(seed: string, macKey: string | Uint8Array, host: string): string {
  return createHmac('sha256', macKey)
    .update(`message-id\0${seed}\0${host}`)
    .digest('hex')
    .slice(0, MAC_HEX_LENGTH);
}
