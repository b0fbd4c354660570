import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

/**
 * The text of a file that some other program wrote: UTF-8 or UTF-16 by its byte order mark, UTF-8 when it is valid,
 * else Windows-1252, as spreadsheets write it. Line ends become `\n`. Null when it holds NUL bytes: that is no text.
 */
export function decodeForeignText(bytes: Uint8Array): string | null {
  const text = decode(bytes);
  return text.includes('\0') ? null : oneLineEnd(text.replace(/^\uFEFF/, ''));
}

/** What decodes a text that starts with these bytes, when they are a byte order mark of UTF-16; else null. */
export function utf16DecoderFor([first, second]: Uint8Array): TextDecoder | null {
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be');
  return null;
}

/** The text of bytes without a byte order mark: UTF-8 when they are valid, else Windows-1252. */
export function decodeUnmarked(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isAscii(buffer)) return buffer.toString('latin1');
  return isUtf8(buffer) ? buffer.toString('utf8') : windows1252(buffer);
}

/** Every line end as `\n`. */
export function oneLineEnd(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function decode(bytes: Uint8Array): string {
  return utf16DecoderFor(bytes)?.decode(bytes) ?? decodeUnmarked(bytes);
}

/** What Windows-1252 has at 0x80 to 0x9F, where Latin-1 has control characters; its five unused places stay what they are. */
const WINDOWS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ';

/** By hand: the TextDecoder of Node 20 reads `windows-1252` as Latin-1, and quotation marks become control characters. */
function windows1252(buffer: Buffer): string {
  return buffer
    .toString('latin1')
    .replace(/[\x80-\x9F]/g, (control) => WINDOWS[control.charCodeAt(0) - 0x80] ?? control);
}
