import type { HeaderField, InboundMail, InboundPart } from '../../domain/inbound/inbound-mail.ts';
import { decodeText } from './charsets.ts';
import { parameterOf, readHeaderFields } from './header-fields.ts';
import { htmlWords } from './html-words.ts';
import { decodedBody } from './transfer-encoding.ts';

/** What is read of one message; a report is far smaller. What lies beyond is passed over, so that no message takes more than this. */
export const MOST_OCTETS = 1024 * 1024;
const MOST_PARTS = 200;
const DEEPEST = 12;
const MOST_TEXT_OF_PART = 64 * 1024;

/**
 * Reads a message for what it says (RFC 5322, RFC 2045 to 2047), tolerantly: bare line feeds, a missing last boundary, undeclared charsets
 * and an mbox line before it are common in what mail servers return. Bounded in time and memory, and never throws.
 */
export function readInboundMail(source: Uint8Array): InboundMail {
  const octets = Buffer.from(source.buffer, source.byteOffset, Math.min(source.length, MOST_OCTETS));
  return readMessage(octets.toString('latin1').replace(/^(?:\r?\n)+/, ''), 0);
}

function readMessage(message: Octets, depth: number): InboundMail {
  const { head, body } = split(message);
  const headers = readHeaderFields(asText(head));
  const parts: InboundPart[] = [];
  walk(headers, body, depth, 'text/plain', parts);
  return { headers, parts };
}

/** One character an octet, until the charset is known. */
type Octets = string;

function walk(
  headers: readonly HeaderField[],
  body: Octets,
  depth: number,
  fallback: string,
  parts: InboundPart[],
): void {
  if (parts.length >= MOST_PARTS) return;
  const field = fieldOf(headers, 'content-type');
  const type = /^\s*([\w.+-]+\/[\w.+-]+)/.exec(field)?.[1]?.toLowerCase() ?? fallback;
  const boundary = parameterOf(`;${field.slice(field.indexOf(';') + 1)}`, 'boundary');
  if (type.startsWith('multipart/') && boundary !== '' && depth < DEEPEST) {
    const inner = type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
    const pieces = piecesOf(body, boundary);
    // A boundary that never comes: what is there is read as text.
    if (pieces.length > 0) {
      for (const piece of pieces) {
        const { head, body: own } = split(piece);
        walk(
          readHeaderFields(asText(head)),
          own.trim() === '' ? fieldsIn(head) : own,
          depth + 1,
          inner,
          parts,
        );
      }
      return;
    }
  }
  const isMessage = NESTED.test(type) && depth < DEEPEST;
  const encoding = fieldOf(headers, 'content-transfer-encoding');
  const message = isMessage
    ? readMessage(decodedBody(body, encoding).toString('latin1'), depth + DEEPER)
    : null;
  parts.push({ type, text: textOf(type, field, headers, body), isReturned: RETURNED.test(type), message });
}

/** Some servers leave out the empty line before a report's fields, which then look like the header of their part. */
function fieldsIn(head: Octets): Octets {
  return /^content-type:\s*message\/(?!rfc822)/im.test(head)
    ? head.replace(/^content-[a-z-]+:.*$/gim, '').trim()
    : '';
}

const NESTED = /^message\/(?:rfc822|global)$/;
/** A message in a message costs more than a part in a part: only wrappers of wrappers are opened. */
const DEEPER = 5;
const RETURNED =
  /^(?:message\/(?:rfc822|global|partial|rfc822-headers|global-headers)|text\/rfc822(?:-headers?)?)$/;
/** Machine-readable parts whose text counts, besides text of any kind. */
const READABLE = /^(?:text\/|multipart\/|message\/)/;

function textOf(type: string, field: string, headers: readonly HeaderField[], body: Octets): string {
  if (!READABLE.test(type)) return '';
  const octets = decodedBody(
    body.slice(0, MOST_TEXT_OF_PART * 2),
    fieldOf(headers, 'content-transfer-encoding'),
  );
  const charset = parameterOf(`;${field.slice(field.indexOf(';') + 1)}`, 'charset');
  const text = decodeText(octets.subarray(0, MOST_TEXT_OF_PART), charset).replace(/\r\n?/g, '\n');
  return type === 'text/html' || looksLikeHtml(type, text) ? htmlWords(text) : text;
}

function looksLikeHtml(type: string, text: string): boolean {
  return type === 'text/plain' && /^\s*<(?:!doctype html|html)\b/i.test(text);
}

/** The parts between the boundaries (RFC 2046 5.1.1); the preamble and the epilogue are dropped, and the last boundary may be missing. */
function piecesOf(body: Octets, boundary: string): Octets[] {
  const pieces: Octets[] = [];
  const line = `--${boundary}`;
  let start = -1;
  for (
    let at = body.startsWith(line) ? 0 : next(body, line, 0);
    at >= 0;
    at = next(body, line, at + line.length)
  ) {
    if (start >= 0) pieces.push(body.slice(start, at).replace(/\r?\n$/, ''));
    const end = body.indexOf('\n', at);
    const rest = body.slice(at + line.length, end < 0 ? undefined : end);
    start = rest.startsWith('--') || end < 0 ? -1 : end + 1;
    if (start < 0 || pieces.length >= MOST_PARTS) return pieces;
  }
  if (start >= 0) pieces.push(body.slice(start));
  return pieces;
}

/** Where the next line begins that is a boundary, and not merely begins like one of a nested part. */
function next(body: Octets, line: string, from: number): number {
  for (let at = body.indexOf(`\n${line}`, from); at >= 0; at = body.indexOf(`\n${line}`, at + 1)) {
    if (/^(?:--)?[ \t]*(?:\r?\n|$)/.test(body.slice(at + 1 + line.length, at + line.length + 200)))
      return at + 1;
  }
  return -1;
}

function split(message: Octets): { readonly head: Octets; readonly body: Octets } {
  // A part without any header begins with its empty line.
  const leading = /^\r?\n/.exec(message);
  if (leading !== null) return { head: '', body: message.slice(leading[0].length) };
  const end = /\r?\n[ \t]*\r?\n/.exec(message);
  if (end === null) return { head: message, body: '' };
  return { head: message.slice(0, end.index), body: message.slice(end.index + end[0].length) };
}

function asText(octets: Octets): string {
  return decodeText(Buffer.from(octets, 'latin1'), '');
}

function fieldOf(headers: readonly HeaderField[], name: string): string {
  return headers.find((field) => field.name === name)?.value ?? '';
}
