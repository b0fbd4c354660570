import { Duplex } from 'node:stream';
import type { World } from '../world/world.ts';

/** How the two ends of a wire hear of each other. */
export interface FarEnd {
  /** Octets came. */
  receive(octets: Buffer): void;
  /** The client is gone. */
  gone(): void;
}

type Written = (error?: Error | null) => void;

/**
 * The client's end of a connection in memory. What is written arrives at the far end after the time that `latency` draws, and
 * the other way round, each in its order. A group of writes (`cork`) travels as one.
 */
export class MemoryWire extends Duplex {
  readonly #world: World;
  readonly #latency: () => number;
  readonly #name: string;
  #far: FarEnd | null = null;
  /** When the last thing sent in each direction arrives: nothing overtakes it. */
  #arrival = { there: 0, here: 0 };
  #blocked: { readonly octets: Buffer; readonly written: Written }[] | null = null;

  constructor(world: World, name: string, latency: () => number) {
    super({ allowHalfOpen: false });
    this.#world = world;
    this.#name = name;
    this.#latency = latency;
  }

  attach(far: FarEnd): void {
    this.#far = far;
  }

  /** From the far end: octets for the client. */
  answer(octets: Buffer, delay: number): void {
    this.#travel('here', delay, `${this.#name} < ${shown(octets)}`, () => {
      if (!this.destroyed) this.push(octets);
    });
  }

  /** From the far end: it closes the connection, or with `reset` breaks it off. */
  hangUp(reset: boolean, delay: number): void {
    this.#travel('here', delay, `${this.#name} < ${reset ? 'reset' : 'closed'}`, () => {
      if (reset) this.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
      else this.destroy();
    });
  }

  /** The far end reads no more: what is written stays with the writer. */
  block(): void {
    this.#blocked ??= [];
  }

  override _write(octets: Buffer, _encoding: BufferEncoding, written: Written): void {
    this.#send(octets, written);
  }

  override _writev(pieces: { chunk: Buffer }[], written: Written): void {
    this.#send(Buffer.concat(pieces.map(({ chunk }) => chunk)), written);
  }

  override _read(): void {
    // What comes is pushed when it comes.
  }

  override _destroy(error: Error | null, done: Written): void {
    this.#blocked = null;
    this.#travel('there', 0, `${this.#name} > gone`, () => this.#far?.gone());
    done(error);
  }

  #send(octets: Buffer, written: Written): void {
    if (this.#blocked !== null) return void this.#blocked.push({ octets, written });
    this.#travel('there', 0, `${this.#name} > ${octets.length}`, () => this.#far?.receive(octets));
    written();
  }

  #travel(way: 'there' | 'here', delay: number, words: string, arrive: () => void): void {
    const { time } = this.#world;
    const arrival = Math.max(time + delay + this.#latency(), this.#arrival[way]);
    this.#arrival[way] = arrival;
    this.#world.travel(arrival - time, words, arrive);
  }
}

function shown(octets: Buffer): string {
  return JSON.stringify(octets.toString('latin1'));
}
