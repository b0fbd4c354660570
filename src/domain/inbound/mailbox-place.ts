/** How far a mailbox was read: UIDs rise for as long as their validity stays the same (RFC 9051 2.3.1.1). */
export interface MailboxPlace {
  readonly uidValidity: number;
  /** The last that was taken; 0: none yet. */
  readonly uid: number;
}
