import { SECOND } from '../../core/clock.ts';
import type { Alarm, Timers } from '../../core/timers.ts';
import type { SendReport } from '../../domain/deliveries/send-report.ts';
import type { Capabilities } from './capabilities.ts';
import type { Awaited, Conversation } from './conversation.ts';
import { envelopeCommands, unsendable } from './envelope.ts';
import { asGroup, type EnvelopeExchange, stepByStep } from './exchange.ts';
import { CALLED_OFF, calledOff, type Job, settle } from './job.ts';
import type { Patience } from './patience.ts';
import type { Reply } from './reply.ts';
import { type Answers, isClosing, judgeBody, judgeEnvelope } from './verdict.ts';
import { type WireFault, wireFault } from './wire-fault.ts';

/** Where a session's work comes from and goes back to. */
export interface Source {
  /** The next mail that waits, or null. */
  next(): Job | null;
  /** The session is over. `unsent` was certainly not handed over; `first`: nothing had gone before it on this connection. */
  ended(unsent: Job | null, fault: WireFault | null, first: boolean): void;
}

export interface SessionOptions {
  readonly can: Capabilities;
  readonly patience: Patience;
  readonly timers: Timers;
  /** One command at a time, whatever the server offers. */
  readonly stepwise: boolean;
}

/** A kept connection takes no more than this, to be fair to relays that share themselves out by connection. */
const MAX_MESSAGES = 1_000;
/** A connection that is quiet for so long is closed, before most relays close it themselves. */
const IDLE_LIMIT = 30 * SECOND;
/** Given to a server that said 354 although it refused every recipient: RFC 2920 3.1 has us end the body at once. */
const EMPTY_BODY = '.\r\n';

/**
 * Carries mails over one connection. With PIPELINING, the body of one and MAIL, RCPT, DATA of the next go out as one group (RFC 2920 3.1),
 * so that each mail costs one round trip. So there are at most two in hand: `body`, given over and not yet answered, and `envelope`,
 * of which no octet has left.
 */
export class Session {
  readonly #conversation: Conversation;
  readonly #source: Source;
  readonly #options: SessionOptions;
  readonly #piped: boolean;
  #body: Job | null = null;
  #envelope: Job | null = null;
  /** Accepted, as far as one reply says: believed when those behind it are in their places. */
  #held: { readonly job: Job; readonly report: SendReport } | null = null;
  /** The dot that ends an empty body is not answered yet. */
  #clearing = false;
  #taken = 0;
  #needsReset = false;
  #retired = false;
  #over = false;
  #idle: Alarm | undefined;

  constructor(conversation: Conversation, source: Source, options: SessionOptions) {
    this.#conversation = conversation;
    this.#source = source;
    this.#options = options;
    this.#piped = options.can.pipelining && !options.stepwise;
  }

  /** Takes up what waits. Once, after the source knows of this session. */
  begin(): void {
    this.#conversation.onEnd((fault) => this.#ended(fault));
    this.#goOn();
  }

  isIdle(): boolean {
    return !this.#isBusy() && !this.#isSpent();
  }

  /** Whether a mail could follow the one whose answer is awaited. */
  canFollow(): boolean {
    return this.#piped && this.#body !== null && this.#envelope === null && !this.#isSpent();
  }

  holds(job: Job): boolean {
    return job === this.#body || job === this.#envelope || job === this.#held?.job;
  }

  /** Takes a mail up; `isIdle` or `canFollow`. One that this server cannot take is reported, and the session stays as it was. */
  take(job: Job): void {
    if (!this.#accepts(job)) return;
    this.#idle?.cancel();
    const behind = this.#body !== null;
    const exchange = this.#openEnvelope(job);
    if (!this.#piped) return void stepByStep(exchange);
    const { words, awaited } = asGroup(exchange, behind);
    this.#conversation.write([words], awaited);
  }

  /** A mail in hand is called off. A body cannot be taken back, and neither can the 354 that may be on its way. */
  abandon(job: Job): void {
    if (job === this.#held?.job) return void this.#believeHeld();
    const wasBody = job === this.#body;
    settle(job, calledOff(wasBody));
    if (wasBody) this.#breakOff(wireFault('connection', CALLED_OFF));
  }

  /** Finishes what is in hand, takes leave, and takes nothing more. */
  retire(): void {
    this.#retired = true;
    if (!this.#isBusy()) this.#leave();
  }

  #isBusy(): boolean {
    return this.#body !== null || this.#envelope !== null || this.#clearing;
  }

  #isSpent(): boolean {
    return this.#over || this.#retired || this.#taken >= MAX_MESSAGES;
  }

  #accepts(job: Job): boolean {
    const fault = unsendable(job.mail, job.form, this.#options.can);
    if (fault === null) return true;
    settle(job, { kind: 'not-sent', ...fault });
    return false;
  }

  #openEnvelope(job: Job): EnvelopeExchange {
    this.#envelope = job;
    this.#taken += 1;
    job.tries += 1;
    const reset = this.#needsReset;
    this.#needsReset = false;
    const { can, patience } = this.#options;
    return {
      conversation: this.#conversation,
      patience,
      commands: envelopeCommands(job.mail, job.form, can),
      reset,
      done: (answers) => this.#envelopeAnswered(job, answers),
    };
  }

  #envelopeAnswered(job: Job, answers: Answers): void {
    const verdict = judgeEnvelope(answers, this.#piped);
    if (verdict.kind === 'broken') return void this.#breakOff(verdict.fault);
    this.#believeHeld();
    // 354 to a mail that was called off: only the connection's end keeps an empty or half one from being taken.
    if (verdict.kind === 'go' && job.settled) return void this.#breakOff(wireFault('connection', CALLED_OFF));
    this.#envelope = null;
    if (verdict.kind === 'go') return void this.#sendBody(job);
    settle(job, verdict.report);
    this.#needsReset = !verdict.wantsBody;
    if (verdict.wantsBody) this.#endEmptyBody();
    else this.#goOn();
  }

  #sendBody(job: Job): void {
    this.#body = job;
    const { finalDot, block } = this.#options.patience;
    const next = this.#piped ? this.#nextAccepted() : null;
    const follower = next === null ? null : asGroup(this.#openEnvelope(next), true);
    const pieces = follower === null ? job.form.pieces : [...job.form.pieces, follower.words];
    const hear = (reply: Reply): void => this.#bodyAnswered(job, reply);
    const final: Awaited = { to: 'the final dot', limit: finalDot, hear };
    this.#conversation.writeBody(pieces, [final, ...(follower?.awaited ?? [])], block);
  }

  #bodyAnswered(job: Job, reply: Reply): void {
    const verdict = judgeBody(reply, this.#piped);
    if (verdict.kind === 'broken') return void this.#breakOff(verdict.fault);
    this.#body = null;
    if (verdict.report.kind === 'accepted' && this.#envelope !== null)
      this.#held = { job, report: verdict.report };
    else settle(job, verdict.report);
    if (isClosing(reply)) return void this.#breakOff(wireFault('connection', reply.text));
    if (this.#envelope === null) this.#goOn();
  }

  #believeHeld(): void {
    if (this.#held !== null) settle(this.#held.job, this.#held.report);
    this.#held = null;
  }

  #endEmptyBody(): void {
    this.#clearing = true;
    const hear = (reply: Reply): void => {
      this.#clearing = false;
      if (isClosing(reply)) this.#breakOff(wireFault('connection', reply.text));
      else this.#goOn();
    };
    const { finalDot: limit } = this.#options.patience;
    this.#conversation.write([EMPTY_BODY], [{ to: 'the final dot', limit, hear }]);
  }

  #goOn(): void {
    if (this.#over || this.#isBusy()) return;
    const next = this.#nextAccepted();
    if (next !== null) return void this.take(next);
    if (this.#isSpent()) return void this.#leave();
    this.#idle?.cancel();
    this.#idle = this.#options.timers.after(IDLE_LIMIT, () => this.retire());
  }

  /** The next mail that this server can take; those it cannot are reported. */
  #nextAccepted(): Job | null {
    if (this.#isSpent()) return null;
    for (let job = this.#source.next(); job !== null; job = this.#source.next())
      if (this.#accepts(job)) return job;
    return null;
  }

  #leave(): void {
    if (this.#over) return;
    this.#over = true;
    this.#idle?.cancel();
    this.#conversation.quit();
    this.#source.ended(null, null, false);
  }

  #breakOff(fault: WireFault): void {
    this.#conversation.hangUp(fault);
  }

  /** What is known of those in hand when the connection is gone. */
  #ended(fault: WireFault): void {
    this.#idle?.cancel();
    this.#over = true;
    const [body, envelope] = [this.#body, this.#envelope];
    this.#body = null;
    this.#envelope = null;
    const open: SendReport = { kind: 'no-answer', detail: fault.detail };
    if (this.#held !== null && fault.pipelining === 'confused') settle(this.#held.job, open);
    this.#believeHeld();
    if (body !== null) settle(body, open);
    this.#source.ended(envelope?.settled === true ? null : envelope, fault, this.#taken === 1);
  }
}
