import { SECOND } from '../../core/clock.ts';
import { systemCodeOf } from '../../core/errors.ts';
import type { Alarm, Timers } from '../../core/timers.ts';
import { octets } from './octets.ts';
import { type Reply, replyReader } from './reply.ts';
import type { Wire } from './wire.ts';
import { pipeliningFault, WireError, type WireFault, wireFault } from './wire-fault.ts';

/** A reply that is owed to us. Replies come in the order of their commands; that is all that ties them together. */
export interface Awaited {
  /** The command, for the words of a fault. */
  readonly to: string;
  /** In milliseconds, from when all before it are answered. */
  readonly limit: number;
  /** Its command went out behind another one: silence may mean that the server lost it. */
  readonly piped?: boolean;
  readonly hear: (reply: Reply) => void;
  /** Instead of `hear`, when the connection ends first. Whoever else needs to know listens to `onEnd`. */
  readonly lose?: (fault: WireFault) => void;
}

const QUIT_LIMIT = 2 * SECOND;
/** What a server must read of a body within one `block`. In octets. */
const BLOCK_SIZE = 64 * 1024;

/** Commands out, replies in, in order, over one wire; ends at the first thing that is not as RFC 5321 has it. */
export class Conversation {
  readonly #wire: Wire;
  readonly #timers: Timers;
  readonly #reader = replyReader((reply) => this.#hear(reply));
  #awaited: Awaited[] = [];
  #alarm: Alarm | undefined;
  /** The reply that the alarm is set for. */
  #timed: Awaited | null = null;
  /** A body that the server did not read to its end yet: only then is its answer waited for. */
  #reading: Alarm | null = null;
  /** How long each stretch of a body that waits here may take; 0 while none does. */
  #block = 0;
  /** What is written waits for the end of this turn. */
  #held = false;
  #fault: WireFault | null = null;
  #quitting = false;
  #onEnd: (fault: WireFault) => void = () => undefined;

  constructor(wire: Wire, timers: Timers) {
    this.#wire = wire;
    this.#timers = timers;
    wire.on('data', this.#read);
    wire.on('error', this.#failed);
    wire.on('end', this.#closed); // whoever will not speak again answers nothing
    wire.on('close', this.#closed);
    if (wire.destroyed) this.#closed(); // before anybody listened
  }

  /** Called once, when the connection ends for whatever reason but `quit` or `release`; at once if it has ended. */
  onEnd(listener: (fault: WireFault) => void): void {
    if (this.#fault === null) this.#onEnd = listener;
    else listener(this.#fault);
  }

  /**
   * Writes pieces; a string stands for octets. Every reply they will bring is awaited first. What is written in one turn goes out together, at
   * its end: so a body takes along the commands of a mail that comes only because the one before was answered.
   */
  write(pieces: readonly (string | Buffer)[], awaited: readonly Awaited[], flushed?: () => void): void {
    if (this.#fault !== null) return;
    const wasIdle = this.#awaited.length === 0;
    for (const reply of awaited) this.#awaited.push(reply);
    this.#holdBack();
    const last = pieces.length - 1;
    for (let index = 0; index <= last; index += 1)
      this.#wire.write(pieces[index], 'latin1', index === last ? flushed : undefined);
    if (wasIdle) this.#arm();
  }

  /** As `write`, for a body: unless the server reads it, each 64 kB of it within `block` ms, the connection ends. */
  writeBody(pieces: readonly (string | Buffer)[], awaited: readonly Awaited[], block: number): void {
    this.#block = block;
    this.write(pieces, awaited, this.#bodyRead);
  }

  /** One command (null: none, the server speaks first), one reply. Rejects with a `WireError` when the connection ends first. */
  ask(command: string | null, to: string, limit: number): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const lose = (fault: WireFault): void => reject(new WireError(fault));
      if (this.#fault !== null) return lose(this.#fault);
      this.write(command === null ? [] : [octets(`${command}\r\n`)], [{ to, limit, hear: resolve, lose }]);
    });
  }

  /**
   * Gives the wire away, for TLS. @throws WireError when more came than was asked for: it would be taken for said under TLS
   * (the injection of CVE-2011-0411).
   */
  release(): Wire {
    if (this.#fault === null && this.#reader.isMidReply())
      this.hangUp(wireFault('tls', 'the server spoke on before TLS began'));
    if (this.#fault !== null) throw new WireError(this.#fault);
    this.#letGo();
    this.#fault = wireFault('connection', 'the connection went on under TLS');
    return this.#wire;
  }

  /** Ends the connection at once. */
  hangUp(fault: WireFault): void {
    if (this.#fault !== null) return;
    this.#fault = fault;
    this.#letGo();
    this.#wire.on('error', () => undefined);
    this.#wire.destroy();
    const lost = this.#awaited;
    this.#awaited = [];
    for (const { lose } of lost) lose?.(fault);
    this.#onEnd(fault);
  }

  /** Takes leave orderly (RFC 5321 4.1.1.10), and does not wait long for the answer. Nothing may be awaited. */
  quit(): void {
    if (this.#fault !== null || this.#quitting) return;
    this.#quitting = true;
    this.#onEnd = () => undefined;
    const gone = (): void => this.hangUp(wireFault('connection', 'we took leave'));
    this.write(['QUIT\r\n'], [{ to: 'QUIT', limit: QUIT_LIMIT, hear: gone }]);
    this.#wire.unref?.();
    this.#alarm?.unref?.();
  }

  readonly #read = (chunk: Buffer): void => {
    const garbage = this.#reader.feed(chunk);
    if (garbage !== null) this.hangUp(wireFault('connection', garbage, 'NOT_SMTP'));
    if (this.#fault === null) this.#arm();
  };

  #hear(reply: Reply): void {
    if (this.#fault !== null) return;
    const next = this.#awaited.shift();
    // Mostly a 421: the server ends a connection that was quiet for too long.
    if (next === undefined) this.hangUp(wireFault('connection', `the server said, unasked: ${reply.text}`));
    else next.hear(reply);
  }

  /** The first of the awaited replies has its limit from when the one before it came; a part of it does not prolong that. */
  #arm(): void {
    const [first] = this.#awaited;
    if (first === undefined || this.#fault !== null) return void this.#disarm();
    if (first === this.#timed || this.#reading !== null) return;
    this.#alarm?.cancel();
    this.#timed = first;
    this.#alarm = this.#timers.after(first.limit, this.#late);
  }

  #disarm(): void {
    this.#alarm?.cancel();
    this.#alarm = undefined;
    this.#timed = null;
  }

  readonly #late = (): void => {
    const [first] = this.#awaited;
    if (first === undefined) return;
    const detail = `no answer to ${first.to} within ${first.limit / SECOND} s`;
    this.hangUp(
      first.piped === true ? pipeliningFault('stalled', detail) : wireFault('connection', detail, 'TIMEOUT'),
    );
  };

  /** Until all that this turn has to say is said: other promises come first, and what they bring about. */
  #holdBack(): void {
    if (this.#held) return;
    this.#held = true;
    this.#wire.cork();
    queueMicrotask(this.#atEndOfTurn);
  }

  readonly #atEndOfTurn = (): void => process.nextTick(this.#letOut);

  readonly #letOut = (): void => {
    this.#held = false;
    const block = this.#block;
    this.#block = 0;
    this.#wire.uncork();
    const left = this.#wire.writableLength;
    if (block === 0 || left === 0 || this.#fault !== null) return;
    this.#disarm();
    this.#reading?.cancel();
    this.#reading = this.#timers.after(block * Math.ceil(left / BLOCK_SIZE), this.#stuck);
  };

  readonly #bodyRead = (): void => {
    if (this.#reading === null) return;
    this.#reading.cancel();
    this.#reading = null;
    this.#arm();
  };

  readonly #stuck = (): void => {
    this.hangUp(wireFault('connection', 'the server stopped reading in the middle of a message'));
  };

  readonly #failed = (error: Error): void => {
    this.hangUp(wireFault('connection', `the connection broke: ${error.message}`, systemCodeOf(error)));
  };

  readonly #closed = (): void => {
    const [first] = this.#awaited;
    const when = first === undefined ? '' : ` while an answer to ${first.to} was awaited`;
    this.hangUp(wireFault('connection', `the server closed the connection${when}`, 'CLOSED'));
  };

  #letGo(): void {
    this.#disarm();
    this.#reading?.cancel();
    this.#reading = null;
    this.#wire.off('data', this.#read);
    this.#wire.off('error', this.#failed);
    this.#wire.off('end', this.#closed);
    this.#wire.off('close', this.#closed);
  }
}
