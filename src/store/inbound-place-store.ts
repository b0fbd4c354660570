import type { MailboxPlace } from '../domain/inbound/mailbox-place.ts';

/** How far mailboxes were read. */
export interface InboundPlaceStore {
  /** Null: it was never read. */
  inboundPlace(mailbox: string): Promise<MailboxPlace | null>;
  saveInboundPlace(mailbox: string, place: MailboxPlace): Promise<void>;
}
