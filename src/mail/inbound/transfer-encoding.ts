/**
 * Takes a Content-Transfer-Encoding off (RFC 2045 section 6). An unknown or damaged one leaves what can be read.
 * @param body as it stands in the message, one character an octet (latin1)
 */
export function decodedBody(body: string, encoding: string): Buffer {
  const name = encoding.trim().toLowerCase();
  if (name === 'base64') return Buffer.from(body.replace(/[^A-Za-z0-9+/=]/g, ''), 'base64');
  if (name === 'quoted-printable') return quotedPrintableOctets(body);
  return Buffer.from(body, 'latin1');
}

/** Quoted-printable text as octets; a `=` that begins no code stays one. */
export function quotedPrintableOctets(body: string): Buffer {
  const joined = body.replace(/=[ \t]*\r?\n/g, '').replace(/[ \t]+(?=\r?\n)/g, '');
  const text = joined.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(text, 'latin1');
}
