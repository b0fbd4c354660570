/** RFC 3461 4.4: so long may an ENVID be, encoded. */
const MAX_ENVELOPE_ID = 100;
/** RFC 3461 4.2 allows 500. Encoded, an address of 254 octets may come to three times as many; then a bounce has to do without. */
const MAX_RECIPIENT = 200;

/**
 * What MAIL says of a bounce to come, where the server offers DSN: that it names the message by the Message-ID it has here, and brings
 * back no more than the header. Empty when there is no room for it.
 */
export function bounceNames(messageId: string): string {
  const id = xtext(messageId.replace(/^<|>$/g, ''));
  return id === '' || id.length > MAX_ENVELOPE_ID ? ' RET=HDRS' : ` RET=HDRS ENVID=${id}`;
}

/**
 * What RCPT says of it: that failures are to be told of, no delays, and whom we sent it to, whoever forwarded it. An address that needs
 * SMTPUTF8 is left out: RFC 6533 writes those in a form of its own, and the bounce names the final one anyway.
 */
export function bounceRecipient(address: string): string {
  const encoded = isAscii(address) ? xtext(address) : '';
  const known = encoded !== '' && encoded.length <= MAX_RECIPIENT;
  return known ? ` NOTIFY=FAILURE ORCPT=rfc822;${encoded}` : ' NOTIFY=FAILURE';
}

/** RFC 3461 4: everything printable stands for itself, but for `+` and `=`. */
function xtext(text: string): string {
  if (/^[!-*,-<>-~]*$/.test(text)) return text;
  return text.replace(/[^!-*,-<>-~]/gu, (character) =>
    [...Buffer.from(character, 'utf8')]
      .map((octet) => `+${octet.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );
}

function isAscii(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text);
}
