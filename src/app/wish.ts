import type { Outcome } from '../domain/inbound/kept-mail.ts';
import type { Subscriber, SubscriberId } from '../domain/readers/subscriber.ts';

/** What a mail came to, and whether something of it goes out. */
export interface Wish {
  readonly outcome: Outcome;
  readonly reader: SubscriberId | null;
  readonly passOn:
    | { readonly kind: 'forward' }
    | { readonly kind: 'farewell'; readonly to: Subscriber }
    | null;
}
