import { isUtf8 } from 'node:buffer';

/** Names that are seen in mail and that the Encoding Standard does not know. */
const ALIASES: Readonly<Record<string, string>> = {
  'ansi_x3.110-1983': 'windows-1252',
  cp1251: 'windows-1251',
  cp1252: 'windows-1252',
  cp932: 'shift_jis',
  'iso-2022-jp-ms': 'iso-2022-jp',
  'unicode-1-1-utf-8': 'utf-8',
  'utf-8-mac': 'utf-8',
};

/**
 * Octets as text. A charset that is missing, unknown or plainly wrong is guessed; never throws.
 * @param octets as they are after the transfer encoding was taken off
 * @param charset as named by the message, in any case, or the empty string
 */
export function decodeText(octets: Uint8Array, charset: string): string {
  const name = charset.trim().toLowerCase().replace(/\*.*$/, '');
  const named = decoderOf(ALIASES[name] ?? name);
  // ASCII with octets above it is mislabelled; so is UTF-8 that is none.
  const isVague =
    named === null ||
    name === '' ||
    /^(?:us-ascii|ascii|utf-?8|unknown-8bit|x-unknown|7bit|8bit)$/.test(name);
  return isVague ? guessed(octets) : decoded(named, octets);
}

/** Node 20 reads windows-1252 as Latin-1: the quotes and dashes that mail is full of are put right here. */
function decoded(decoder: Decoder, octets: Uint8Array): string {
  const text = decoder.decode(octets);
  if (decoder.encoding !== 'windows-1252') return text;
  return text.replace(/[\x80-\x9f]/g, (letter) => WINDOWS_1252[letter.charCodeAt(0) - 0x80] ?? letter);
}

const WINDOWS_1252 = [...'€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'];

function guessed(octets: Uint8Array): string {
  if (!isUtf8(octets)) return mostLikely(octets);
  const text = new TextDecoder('utf-8').decode(octets);
  // Escape sequences are what tells ISO-2022-JP from ASCII.
  return text.includes('\u001b$') ? new TextDecoder('iso-2022-jp').decode(octets) : text;
}

/** Legacy encodings without a name: the one under which the octets above ASCII form words of its script most often. */
const LEGACY: readonly { readonly name: string; readonly letters: RegExp }[] = [
  { name: 'gb18030', letters: /\p{Script=Han}{2}/gu },
  { name: 'shift_jis', letters: /[\p{Script=Hiragana}\p{Script=Katakana}]{2}/gu },
  { name: 'euc-jp', letters: /[\p{Script=Hiragana}\p{Script=Katakana}]{2}/gu },
  { name: 'euc-kr', letters: /\p{Script=Hangul}{2}/gu },
  { name: 'big5', letters: /\p{Script=Han}{2}/gu },
  { name: 'koi8-r', letters: /\p{Script=Cyrillic}(?:(?=\p{Ll})\p{Script=Cyrillic}){2}/gu },
  { name: 'windows-1251', letters: /\p{Script=Cyrillic}(?:(?=\p{Ll})\p{Script=Cyrillic}){2}/gu },
];

function mostLikely(octets: Uint8Array): string {
  const sample = octets.subarray(0, 4096);
  let best = { name: 'windows-1252', score: 0.25 };
  const high = sample.reduce((count, octet) => count + (octet >= 0x80 ? 1 : 0), 0);
  for (const { name, letters } of LEGACY) {
    const text = decoderOf(name)?.decode(sample) ?? '';
    const faults = text.match(/\uFFFD|[\uE000-\uF8FF]/g)?.length ?? 0;
    const score = ((text.match(letters)?.length ?? 0) * 3 - faults * 6) / Math.max(high, 1);
    if (score > best.score) best = { name, score };
  }
  const decoder = decoderOf(best.name);
  return decoder === null ? '' : decoded(decoder, octets);
}

type Decoder = InstanceType<typeof TextDecoder>;

/** By name; null for a name that nobody knows, so that it costs an exception once. A message chooses these names: only so many are kept. */
const DECODERS = new Map<string, Decoder | null>([['', null]]);
const MOST_DECODERS = 200;

function decoderOf(name: string): Decoder | null {
  const known = DECODERS.get(name);
  if (known !== undefined) return known;
  const decoder = newDecoder(name);
  if (DECODERS.size < MOST_DECODERS) DECODERS.set(name, decoder);
  return decoder;
}

function newDecoder(name: string): Decoder | null {
  try {
    return new TextDecoder(name);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
