/** One header field, unfolded and decoded. */
export interface HeaderField {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
}

/** A leaf of the message, in the order of the message. */
export interface InboundPart {
  /** Media type in lower case, e.g. `message/delivery-status`. */
  readonly type: string;
  /** Decoded. HTML is reduced to its words; what is neither text nor a message is empty. */
  readonly text: string;
  /**
   * Whether this is a message that somebody attached, or the headers of one (`message/rfc822`, `text/rfc822-headers`): its text is the
   * source, and nothing in it was said by the sender of this mail.
   */
  readonly isReturned: boolean;
  /** The attached message, read in its turn; null for any other part, and where messages are nested too deep. */
  readonly message: InboundMail | null;
}

/** A mail that came in, read as far as it takes to say what it is. */
export interface InboundMail {
  readonly headers: readonly HeaderField[];
  readonly parts: readonly InboundPart[];
}

/** The value of the first field of this name (in lower case), or the empty string. */
export function header(mail: Pick<InboundMail, 'headers'>, name: string): string {
  return mail.headers.find((field) => field.name === name)?.value ?? '';
}

/** Whether there is such a field at all. */
export function hasHeader(mail: Pick<InboundMail, 'headers'>, name: string): boolean {
  return mail.headers.some((field) => field.name === name);
}

/** All addresses in a field or a text, as they stand there, without angle brackets. */
export function addressesIn(text: string): string[] {
  return [...text.matchAll(ADDRESS)]
    .map(([found]) => found.replace(/^(?:smtp=|[='*~_.]+(?=[^@]))/i, '').replace(LABEL, ''))
    .filter((address) => !address.includes('...'));
}

/** Scripts without spaces set the address right behind the word for it. */
const LABEL = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]+(?=[A-Za-z0-9])/u;

/**
 * Quoted local parts and whatever carriers hand out for one (`a..b@`, `.a@`), as long as its domain is one. A dot at the end belongs
 * to the sentence. Bounded on both sides, so that a long line takes linear time.
 */
const ADDRESS =
  /(?:"[^"\\\r\n@]{1,62}"|[^\s"<>()[\]{}:;,@|\\`\u3000-\u303f\uff00-\uff20\uff3b-\uff40\uff5b-\uff65]{1,128})@(?:[\p{L}\p{N}-]{1,63}\.){0,10}[\p{L}\p{N}-]{1,63}/gu;
