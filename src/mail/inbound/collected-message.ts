/** How much is held of all messages that are being received, in octets. */
export interface Room {
  /** False, and nothing taken, when there is not so much left. */
  take(octets: number): boolean;
  giveBack(octets: number): void;
}

export function roomFor(octets: number): Room {
  let left = octets;
  return {
    take: (wanted) => {
      if (wanted > left) return false;
      left -= wanted;
      return true;
    },
    giveBack: (taken) => {
      left += taken;
    },
  };
}

const BLOCK = 64 * 1024;

/**
 * A message as it grows. What comes in is copied into blocks: a client may send it in pieces of a few octets, each of which would
 * otherwise cost a hundred.
 */
export class CollectedMessage {
  readonly #room: Room;
  #blocks: Buffer[] = [];
  /** How much of the last block is used. */
  #used = BLOCK;

  constructor(room: Room) {
    this.#room = room;
  }

  /** False when there was no room for all of it; then the message is to be dropped. */
  add(octets: Uint8Array): boolean {
    for (let at = 0; at < octets.length; ) {
      if (this.#used === BLOCK && !this.#grow()) return false;
      const piece = octets.subarray(at, at + BLOCK - this.#used);
      this.#blocks.at(-1)?.set(piece, this.#used);
      this.#used += piece.length;
      at += piece.length;
    }
    return true;
  }

  whole(): Buffer {
    return Buffer.concat(this.#blocks, Math.max(0, this.#blocks.length - 1) * BLOCK + this.#last());
  }

  /** Gives the room back; also more than once. */
  drop(): void {
    this.#room.giveBack(this.#blocks.length * BLOCK);
    this.#blocks = [];
    this.#used = BLOCK;
  }

  #grow(): boolean {
    if (!this.#room.take(BLOCK)) return false;
    this.#blocks.push(Buffer.allocUnsafeSlow(BLOCK));
    this.#used = 0;
    return true;
  }

  #last(): number {
    return this.#blocks.length === 0 ? 0 : this.#used;
  }
}
