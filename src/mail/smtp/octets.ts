/** Text as its UTF-8 octets, one a character: what `Conversation` writes. ASCII is what it was. */
export function octets(text: string): string {
  return /^[\x20-\x7e\r\n]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}
