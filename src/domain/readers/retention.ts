/** How long what is not needed for ever is kept, in days. The privacy page tells readers, docs/subscribing.md and docs/inbound.md the author. */
export const DAYS_KEPT = {
  /** A sign-up that nobody confirmed. */
  unconfirmed: 30,
  /** The IP address of a consent; then the network it belongs to. */
  wholeIp: 90,
  /** Mail that came in; then a hash of it. */
  inbound: 30,
  /** On which days a confirmation was mailed, as a keyed hash. */
  confirmationDays: 365,
} as const;
