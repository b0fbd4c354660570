/** An answer that is no success, as `smtp-server` wants it: it puts the usual enhanced code (RFC 3463) of 4xx and 5xx before the words. */
export type Refusal = Error & { readonly responseCode: number };

export function reply(responseCode: number, words: string): Refusal {
  return Object.assign(new Error(words), { responseCode });
}
