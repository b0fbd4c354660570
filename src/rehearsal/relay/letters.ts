import type { Instant } from '../../core/clock.ts';

/** A message that the relay took: from here on it is the relay's to deliver. */
export interface Letter {
  readonly messageId: string;
  readonly to: string;
  /** On the world's clock. */
  readonly at: Instant;
}

/** All that the relay ever took, and of whom a sender may rightly be in doubt. */
export class Letters {
  readonly #taken = new Map<string, Letter[]>();
  readonly #doubts = new Map<string, Instant>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  take(letter: Letter): void {
    this.#count += 1;
    const before = this.#taken.get(letter.messageId);
    if (before === undefined) this.#taken.set(letter.messageId, [letter]);
    else before.push(letter);
  }

  /** Something went wrong after this recipient's message was asked for: the sender may not know whether it was taken. */
  doubt(to: string, at: Instant): void {
    this.#doubts.set(to, at);
  }

  /** When something last went wrong around a message to this recipient; null: never. */
  doubtedAt(to: string): Instant | null {
    return this.#doubts.get(to) ?? null;
  }

  /** The copies taken of one message. */
  copiesOf(messageId: string): readonly Letter[] {
    return this.#taken.get(messageId) ?? [];
  }

  messages(): Iterable<readonly [messageId: string, copies: readonly Letter[]]> {
    return this.#taken;
  }
}
