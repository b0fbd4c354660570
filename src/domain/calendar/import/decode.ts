/**
 * The text of a file that some other program wrote: UTF-8 or UTF-16 by its byte order mark, UTF-8 when it is valid,
 * else Windows-1252, as spreadsheets write it. Line ends become `\n`. Null when it holds NUL bytes: that is no text.
 */
export function decodeForeignText(bytes: Uint8Array): string | null {
  const text = decode(bytes);
  return text.includes('\0') ? null : text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

/** What Windows-1252 has at 0x80 to 0x9F, where Latin-1 has control characters; its five unused places stay what they are. */
const WINDOWS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ';

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return windows1252(bytes); // a TypeError is how TextDecoder says "not UTF-8"
  }
}

/** By hand: the TextDecoder of Node 20 reads `windows-1252` as Latin-1, and quotation marks become control characters. */
function windows1252(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes).toString('latin1');
  return latin.replace(/[\x80-\x9F]/g, (control) => WINDOWS[control.charCodeAt(0) - 0x80] ?? control);
}
