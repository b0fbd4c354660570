/** One header field as it stands in a message: `raw` has its name, colon, value and folds, but not the CRLF that ends it. */
export interface Field {
  /** In lower case, without blanks. */
  readonly name: string;
  readonly raw: string;
}

/** A message taken apart where its header ends; octets stand as characters (latin1). */
export interface Parted {
  readonly fields: readonly Field[];
  readonly body: string;
}

const BLANK_LINE = '\r\n\r\n';

/** Takes a message with CRLF line ends apart. One without an empty line is all header. What is no field (RFC 5322 2.2) is passed over. */
export function partMessage(raw: Buffer): Parted {
  const { header, body } = cutMessage(raw.toString('latin1'));
  return { fields: fieldsOf(header), body };
}

/** The header without the CRLF that ends its last field, and what follows the empty line. */
export function cutMessage(message: string): { readonly header: string; readonly body: string } {
  const end = message.indexOf(BLANK_LINE);
  if (end < 0) return { header: message, body: '' };
  return { header: message.slice(0, end), body: message.slice(end + BLANK_LINE.length) };
}

/** RFC 6376 3.4.2: name in lower case, folds undone, each run of blanks one space, none around the colon or at the end. No CRLF. */
export function relaxedField({ name, raw }: Field): string {
  const value = shrinkBlanks(raw.slice(raw.indexOf(':') + 1).replaceAll('\r\n', ''));
  return `${name}:${value.slice(value.startsWith(' ') ? 1 : 0, value.endsWith(' ') ? -1 : undefined)}`;
}

/**
 * RFC 6376 3.4.4: each run of blanks one space, none at the end of a line, no empty lines at the end, and a CRLF there unless nothing
 * is left. Takes and gives octets as characters (latin1).
 */
export function relaxedBody(body: string): string {
  const text = relaxedLines(body);
  let end = text.endsWith(' ') ? text.length - 1 : text.length;
  while (end >= 2 && text.startsWith('\r\n', end - 2)) end -= 2;
  return end === 0 ? '' : `${text.slice(0, end)}\r\n`;
}

/** The same for a stretch within a body, whose ends stay as they are: right wherever what touches it is neither blank nor line end. */
export function relaxedLines(stretch: string): string {
  // Runs first: what then stands before a line end is one space, so that no pattern looks twice at a long run.
  const shrunk = shrinkBlanks(stretch);
  return hasLineThatEndsBlank(shrunk) ? shrunk.replaceAll(' \r\n', '\r\n') : shrunk;
}

/** In two steps that are fast where there is little to do: a third of the time that one pattern for both blanks takes. */
function shrinkBlanks(text: string): string {
  const spaces = text.includes('\t') ? text.replaceAll('\t', ' ') : text;
  return spaces.replace(/ {2,}/g, ' ');
}

/** Mail that we compose has none, and going from line end to line end is how to know soonest. */
function hasLineThatEndsBlank(text: string): boolean {
  for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n', at + 2))
    if (text.startsWith(' ', at - 1)) return true;
  return false;
}

/** The fields of a header, from the top. */
export function fieldsOf(header: string): Field[] {
  const fields: Field[] = [];
  for (let start = 0; start < header.length; ) {
    const end = endOfField(header, start);
    const raw = header.slice(start, end);
    const colon = raw.indexOf(':');
    if (colon > 0) fields.push({ name: raw.slice(0, colon).trimEnd().toLowerCase(), raw });
    start = end + 2;
  }
  return fields;
}

/** A line that begins with a blank belongs to the field before it. */
function endOfField(header: string, start: number): number {
  let end = header.indexOf('\r\n', start);
  while (end >= 0 && (header[end + 2] === ' ' || header[end + 2] === '\t'))
    end = header.indexOf('\r\n', end + 2);
  return end < 0 ? header.length : end;
}
