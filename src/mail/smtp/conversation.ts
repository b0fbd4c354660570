import type { Socket } from 'node:net';
import { SECOND } from '../../core/clock.ts';
import { type Reply, replyReader } from './reply.ts';
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

/** Commands out, replies in, in order, over one socket; ends at the first thing that is not as RFC 5321 has it. */
export class Conversation {
  readonly #socket: Socket;
  readonly #reader = replyReader((reply) => this.#hear(reply));
  #awaited: Awaited[] = [];
  #timer: NodeJS.Timeout | undefined;
  #timerLimit = 0;
  /** The reply that the timer runs for. */
  #timed: Awaited | null = null;
  #fault: WireFault | null = null;
  #quitting = false;
  #onEnd: (fault: WireFault) => void = () => undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', this.#read);
    socket.on('error', this.#failed);
    socket.on('close', this.#closed);
    socket.on('timeout', this.#stuck);
  }

  /** Called once, when the connection ends for whatever reason but `quit` or `release`; at once if it has ended. */
  onEnd(listener: (fault: WireFault) => void): void {
    if (this.#fault === null) this.#onEnd = listener;
    else listener(this.#fault);
  }

  /** Writes pieces as one group. Every reply they will bring is awaited first. */
  write(pieces: readonly (string | Buffer)[], awaited: readonly Awaited[], flushed?: () => void): void {
    if (this.#fault !== null) return;
    const wasIdle = this.#awaited.length === 0;
    this.#awaited.push(...awaited);
    const last = pieces.length - 1;
    this.#socket.cork();
    pieces.forEach((piece, index) => {
      if (index === last && flushed !== undefined) this.#socket.write(piece, flushed);
      else this.#socket.write(piece);
    });
    this.#socket.uncork();
    if (wasIdle) this.#arm();
  }

  /** As `write`, for a body: while the server reads none of it for `block` ms, the connection ends. */
  writeBody(pieces: readonly (string | Buffer)[], awaited: readonly Awaited[], block: number): void {
    let held = false;
    this.write(pieces, awaited, () => {
      if (!held || this.#fault !== null) return;
      this.#socket.setTimeout(0);
      this.#arm();
    });
    if (this.#socket.writableLength === 0 || this.#fault !== null) return;
    held = true;
    this.#disarm(); // the answer is waited for from when the dot has left
    this.#socket.setTimeout(block);
  }

  /** One command (null: none, the server speaks first), one reply. Rejects with a `WireError` when the connection ends first. */
  ask(command: string | null, to: string, limit: number): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const lose = (fault: WireFault): void => reject(new WireError(fault));
      if (this.#fault !== null) return lose(this.#fault);
      this.write(command === null ? [] : [`${command}\r\n`], [{ to, limit, hear: resolve, lose }]);
    });
  }

  /**
   * Gives the socket away, for TLS. @throws WireError when more came than was asked for: it would be taken for said under TLS
   * (the injection of CVE-2011-0411).
   */
  release(): Socket {
    if (this.#fault === null && this.#reader.isMidReply())
      this.hangUp(wireFault('tls', 'the server spoke on before TLS began'));
    if (this.#fault !== null) throw new WireError(this.#fault);
    this.#letGo();
    this.#fault = wireFault('connection', 'the connection went on under TLS');
    return this.#socket;
  }

  /** Ends the connection at once. */
  hangUp(fault: WireFault): void {
    if (this.#fault !== null) return;
    this.#fault = fault;
    this.#letGo();
    this.#socket.on('error', () => undefined);
    this.#socket.destroy();
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
    this.#socket.unref();
    this.#timer?.unref();
  }

  readonly #read = (chunk: Buffer): void => {
    const garbage = this.#reader.feed(chunk);
    if (garbage !== null) this.hangUp(wireFault('connection', garbage));
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
    if (first === this.#timed) return;
    this.#timed = first;
    if (this.#timer !== undefined && this.#timerLimit === first.limit) return void this.#timer.refresh();
    clearTimeout(this.#timer);
    this.#timerLimit = first.limit;
    this.#timer = setTimeout(() => this.#late(), first.limit);
  }

  #disarm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#timed = null;
  }

  #late(): void {
    const [first] = this.#awaited;
    if (first === undefined) return;
    const detail = `no answer to ${first.to} within ${first.limit / SECOND} s`;
    this.hangUp(first.piped === true ? pipeliningFault('stalled', detail) : wireFault('connection', detail));
  }

  readonly #stuck = (): void => {
    this.hangUp(wireFault('connection', 'the server stopped reading in the middle of a message'));
  };

  readonly #failed = (error: Error): void => {
    this.hangUp(wireFault('connection', `the connection broke: ${error.message}`));
  };

  readonly #closed = (): void => {
    const [first] = this.#awaited;
    const when = first === undefined ? '' : ` while an answer to ${first.to} was awaited`;
    this.hangUp(wireFault('connection', `the server closed the connection${when}`));
  };

  #letGo(): void {
    this.#disarm();
    this.#socket.setTimeout(0);
    this.#socket.off('data', this.#read);
    this.#socket.off('error', this.#failed);
    this.#socket.off('close', this.#closed);
    this.#socket.off('timeout', this.#stuck);
  }
}
