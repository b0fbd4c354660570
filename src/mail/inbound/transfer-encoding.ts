/**
 * Takes a Content-Transfer-Encoding off (RFC 2045 section 6). An unknown or damaged one leaves what can be read.
 * @param body as it stands in the message, one character an octet (latin1)
 */
export function decodedBody(body: string, encoding: string): Buffer {
  const name = encoding.trim().toLowerCase();
  if (name === 'base64') return Buffer.from(body.replace(/[^A-Za-z0-9+/=]/g, ''), 'base64');
  if (name === 'quoted-printable') return quotedPrintableOctets(joinedLines(body));
  return Buffer.from(body, 'latin1');
}

/** Lines without the blanks at their ends, which transport may have added; a line that ends in `=` goes on in the next (RFC 2045 6.7). */
function joinedLines(body: string): string {
  let text = '';
  for (const line of body.split('\n')) {
    const kept = withoutBlanksAtEnd(line);
    text += kept.endsWith('=') ? kept.slice(0, -1) : `${kept}\n`;
  }
  return text;
}

/** Not by an expression: one that looks for blanks at the end takes for ever where a line is nothing else. */
function withoutBlanksAtEnd(line: string): string {
  let end = line.length;
  while (end > 0 && ' \t\r'.includes(line.charAt(end - 1))) end -= 1;
  return line.slice(0, end);
}

/** Codes of quoted-printable as octets; a `=` that begins none stays one. */
export function quotedPrintableOctets(text: string): Buffer {
  const decoded = text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(decoded, 'latin1');
}
