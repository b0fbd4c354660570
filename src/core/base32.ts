const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * Base32 (RFC 4648 section 6) in lower case and without padding: letters and digits only, for places where case may get lost.
 * @param octets as text, a character for each (`latin1`): to make a Buffer of a few octets takes longer than all this
 */
export function toBase32(octets: string): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (let index = 0; index < octets.length; index += 1) {
    held = ((held << 8) | octets.charCodeAt(index)) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(held >> bits) & 31];
    }
  }
  return bits === 0 ? text : text + ALPHABET[(held << (5 - bits)) & 31];
}

/** Reads what `toBase32` wrote, in any case. Null for anything else, spare bits that are not zero included: each octet string has one text. */
export function fromBase32(text: string): Buffer | null {
  const octets: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of text.toLowerCase()) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return null;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    octets.push((held >> bits) & 0xff);
  }
  const isWhole = bits < 5 && (held & ((1 << bits) - 1)) === 0;
  return isWhole ? Buffer.from(octets) : null;
}
