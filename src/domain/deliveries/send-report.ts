/** What the wire said about one message: the relay's side of a delivery, before anyone decides what it means. */
export type SendReport =
  /** The relay answered the final dot with 2xx: it has the message. */
  | { readonly kind: 'accepted'; readonly reply: string }
  /** The relay answered with 4xx or 5xx: it has not. */
  | {
      readonly kind: 'refused';
      /** RFC 5321 reply code, 400 to 599. */
      readonly code: number;
      /** RFC 3463 enhanced code such as `5.1.1`, when the reply had one. */
      readonly enhanced: string | null;
      readonly reply: string;
    }
  /**
   * Nothing was handed over, for certain. `login` and `tls` are faults of the relay's settings, `signing` one of our own keys; `address` and `message` are this one
   * message's own: this relay cannot take it.
   */
  | {
      readonly kind: 'not-sent';
      readonly fault: 'connection' | 'login' | 'tls' | 'signing' | 'address' | 'message';
      readonly detail: string;
    }
  /** The body was handed over and no answer came: nobody can know. */
  | { readonly kind: 'no-answer'; readonly detail: string };
