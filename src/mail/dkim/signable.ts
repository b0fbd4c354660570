import { cutMessage, relaxedBody } from './canonical.ts';

/** What of a message its signatures cover. A string stands for octets, one a character (latin1). */
export interface Signable {
  /** All fields, a CRLF between two. */
  readonly header: string;
  /** In the form of RFC 6376 3.4.4, so that whoever composes many copies of a body brings it there once. */
  readonly relaxedBody: readonly (Buffer | string)[];
}

/** Takes a message with CRLF line ends apart. */
export function signableOf(raw: Buffer): Signable {
  const { header, body } = cutMessage(raw.toString('latin1'));
  return { header, relaxedBody: [relaxedBody(body)] };
}
