import type { HeaderField } from '../../domain/inbound/inbound-mail.ts';
import { decodeText } from './charsets.ts';
import { quotedPrintableOctets } from './transfer-encoding.ts';

/** No message of ours or of a mail server has more; what comes after is passed over. */
const MOST_FIELDS = 1_000;
const LONGEST_VALUE = 64 * 1024;

/**
 * Header fields of a block (RFC 5322 2.2), unfolded, with encoded words (RFC 2047) decoded. A line that is no field is passed over: so are
 * the `From ` line of an mbox file and what a damaged message has there.
 * @param block text whose octets above ASCII were decoded already
 */
export function readHeaderFields(block: string): HeaderField[] {
  const fields: HeaderField[] = [];
  for (const line of unfolded(block)) {
    const [, name, value] = /^([!-9;-~]{1,76})[ \t]*:(.*)$/s.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    fields.push({ name: name.toLowerCase(), value: decodeWords(value.slice(0, LONGEST_VALUE)).trim() });
    if (fields.length === MOST_FIELDS) break;
  }
  return fields;
}

function unfolded(block: string): string[] {
  return block.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/);
}

/** Parts of one word may be cut anywhere, even within a character: neighbours of the same charset are joined before they are decoded. */
function decodeWords(value: string): string {
  if (!value.includes('=?')) return value;
  return value.replace(
    /=\?[^\s?]{1,40}\?[bq]\?[^?\s]*\?=(?:\s*=\?[^\s?]{1,40}\?[bq]\?[^?\s]*\?=)*/gi,
    (run) => {
      const words = [...run.matchAll(/=\?([^\s?]+)\?([bq])\?([^?\s]*)\?=/gi)];
      let text = '';
      let pending: { readonly charset: string; readonly octets: Buffer[] } | null = null;
      for (const [, charset = '', encoding = '', body = ''] of words) {
        const octets =
          encoding.toLowerCase() === 'b'
            ? Buffer.from(body, 'base64')
            : quotedPrintableOctets(body.replaceAll('_', ' '));
        if (pending !== null && pending.charset === charset.toLowerCase()) pending.octets.push(octets);
        else {
          if (pending !== null) text += decodeText(Buffer.concat(pending.octets), pending.charset);
          pending = { charset: charset.toLowerCase(), octets: [octets] };
        }
      }
      return pending === null ? text : text + decodeText(Buffer.concat(pending.octets), pending.charset);
    },
  );
}

/** A parameter of a structured field, e.g. `boundary` of Content-Type; RFC 2231 continuations are joined. */
export function parameterOf(value: string, name: string): string {
  const escaped = name.replace(/[^a-z-]/g, '');
  const plain = new RegExp(`;\\s*${escaped}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"?|([^;\\s]+))`, 'i').exec(
    value,
  );
  if (plain !== null) return (plain[1]?.replace(/\\(.)/g, '$1') ?? plain[2] ?? '').trim();
  const pieces = [
    ...value.matchAll(new RegExp(`;\\s*${escaped}\\*\\d+\\*?\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'gi')),
  ];
  return pieces.map(([, quoted, bare]) => quoted ?? bare ?? '').join('');
}
