import type { Instant } from '../../core/clock.ts';
import { SECOND } from '../../core/clock.ts';
import type { Algorithm } from './keys.ts';

/** What one signature says, besides the signature itself. */
export interface Statement {
  readonly algorithm: Algorithm;
  readonly domain: string;
  readonly selector: string;
  readonly at: Instant;
  /** Of the header fields it covers, in lower case, in order. */
  readonly names: readonly string[];
  /** In base64. */
  readonly bodyHash: string;
}

/** RFC 5322 2.1.1 asks for at most 78 without CRLF; 76 leaves room for what adds a mark. */
const LINE = 76;

/**
 * The DKIM-Signature field up to and with `b=`, folded, without a CRLF at the end (RFC 6376 3.5). No `l=`: what is added to a body breaks its
 * signature. No `i=`: it would say no more than `d=` does.
 */
export function unsignedField({ algorithm, domain, selector, at, names, bodyHash }: Statement): string {
  return folded('DKIM-Signature:', [
    ...[' v=1;', ` a=${algorithm}-sha256;`, ' c=relaxed/relaxed;', ` d=${domain};`, ` s=${selector};`],
    ` t=${Math.floor(at / SECOND)};`,
    ...names.map(
      (name, index) => `${index === 0 ? ' h=' : ''}${name}${index + 1 < names.length ? ':' : ';'}`,
    ),
    ` bh=${bodyHash};`,
    ' b=',
  ]);
}

/** The whole field with its CRLF. */
export function signedField(unsigned: string, signature: Buffer): string {
  const lines = signature.toString('base64').match(new RegExp(`.{1,${LINE - 1}}`, 'g')) ?? [];
  return `${unsigned}${lines.map((line) => `\r\n ${line}`).join('')}\r\n`;
}

/** Puts words one after the other; one that would make its line too long begins the next. */
function folded(start: string, words: readonly string[]): string {
  let text = start;
  let length = start.length;
  for (const word of words) {
    if (length + word.length > LINE) {
      const line = ` ${word.trimStart()}`;
      text += `\r\n${line}`;
      length = line.length;
    } else {
      text += word;
      length += word.length;
    }
  }
  return text;
}
