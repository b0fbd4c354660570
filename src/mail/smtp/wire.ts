import type { Duplex } from 'node:stream';

/**
 * A connection as the client needs it: a stream of octets, in both directions. A socket is one, a TLS socket is one, and so is any Duplex in
 * memory. `data` brings Buffers; `error`, `end` or `close` ends it.
 */
export type Wire = Duplex & {
  /** The process need not stay for it. Sockets have this; a wire in memory does without. */
  unref?(): unknown;
};
