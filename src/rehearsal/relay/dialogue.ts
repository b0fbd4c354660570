import type { Mischief, WireFault, WireStep } from '../faults/mischief.ts';
import type { World } from '../world/world.ts';
import type { Letter, Letters } from './letters.ts';
import type { FarEnd, MemoryWire } from './memory-wire.ts';

export interface RelayHouse {
  readonly world: World;
  readonly mischief: Mischief;
  readonly letters: Letters;
  /** Called for each message taken. */
  readonly taken: (letter: Letter) => void;
  /** What it says it can do, besides STARTTLS and AUTH. */
  readonly offers: readonly string[];
}

const OFFERS_BEFORE_TLS = ['STARTTLS'];
const OFFERS_UNDER_TLS = ['AUTH PLAIN LOGIN'];
const END_OF_BODY = Buffer.from('\r\n.\r\n');

/**
 * One connection as the relay sees it: RFC 5321 with PIPELINING, every answer in the order of its command, and at each step whatever
 * mischief there is.
 */
export class Dialogue implements FarEnd {
  readonly #house: RelayHouse;
  readonly #wire: MemoryWire;
  #unread: Buffer = Buffer.alloc(0);
  #inBody = false;
  #secured = false;
  #greeted = false;
  #from = false;
  #to: string | null = null;
  /** The last two who were granted a body: what goes wrong now may leave the sender in doubt about them. */
  #granted: readonly string[] = [];
  #bodyFault: WireFault | null = null;
  #over = false;

  constructor(house: RelayHouse, wire: MemoryWire) {
    this.#house = house;
    this.#wire = wire;
    wire.attach(this);
    this.#answer('greeting', '220 relay.rehearsal ESMTP', () => undefined);
  }

  receive(octets: Buffer): void {
    this.#unread = this.#unread.length === 0 ? octets : Buffer.concat([this.#unread, octets]);
    while (!this.#over && (this.#inBody ? this.#readBody() : this.#readCommand()));
  }

  gone(): void {
    this.#over = true;
  }

  /** The relay's machine is switched off. */
  switchOff(): void {
    if (!this.#over) this.#breakOff();
  }

  get isOver(): boolean {
    return this.#over;
  }

  #readCommand(): boolean {
    const end = this.#unread.indexOf('\r\n');
    if (end < 0) return false;
    const line = this.#unread.toString('latin1', 0, end);
    this.#unread = this.#unread.subarray(end + 2);
    this.#obey(line);
    return true;
  }

  #obey(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') this.#hello();
    else if (verb === 'STAR') this.#answer('STARTTLS', '220 2.0.0 go ahead', () => this.#secure());
    else if (verb === 'AUTH') this.#answer('AUTH', '235 2.7.0 welcome', () => undefined);
    else if (verb === 'MAIL') this.#mail();
    else if (verb === 'RCPT') this.#rcpt(/<([^>]*)>/.exec(line)?.[1] ?? '');
    else if (verb === 'DATA') this.#data();
    else if (verb === 'RSET') this.#say('250 2.0.0 forgotten', () => this.#reset());
    else if (verb === 'QUIT') this.#quit();
    else this.#say('500 5.5.2 what?', () => undefined);
  }

  #hello(): void {
    const extra = this.#secured ? OFFERS_UNDER_TLS : OFFERS_BEFORE_TLS;
    const lines = ['relay.rehearsal', ...this.#house.offers, ...extra];
    const last = lines.length - 1;
    const words = lines.map((line, place) => `250${place === last ? ' ' : '-'}${line}`).join('\r\n');
    this.#answer('EHLO', words, () => {
      this.#greeted = true;
      this.#reset();
    });
  }

  /** RFC 3207 4.2: what was said before counts for nothing. */
  #secure(): void {
    this.#secured = true;
    this.#greeted = false;
    this.#reset();
  }

  #mail(): void {
    if (!this.#greeted) return this.#say('503 5.5.1 say EHLO first', () => undefined);
    this.#answer('MAIL', '250 2.1.0 ok', () => {
      this.#reset();
      this.#from = true;
    });
  }

  #rcpt(to: string): void {
    if (!this.#from) return this.#say('503 5.5.1 MAIL first', () => undefined);
    this.#answer('RCPT', '250 2.1.5 ok', () => void (this.#to = to), to);
  }

  #data(): void {
    const to = this.#to;
    if (to === null) return this.#say('503 5.5.1 nobody to send it to', () => undefined);
    this.#answer('DATA', '354 go ahead', () => this.#grant(to), to);
  }

  #grant(to: string): void {
    this.#inBody = true;
    this.#granted = [...this.#granted, to].slice(-2);
    this.#bodyFault = this.#mischief('body', to);
  }

  /** Anything that goes wrong in the body ends the connection somewhere in it. */
  #readBody(): boolean {
    if (this.#bodyFault !== null && this.#unread.length > 0) {
      if (this.#bodyFault.kind === 'silence') this.#wire.block();
      else this.#breakOff();
      this.#doubt();
      return false;
    }
    const empty = this.#unread.subarray(0, 3).toString('latin1') === '.\r\n';
    const end = empty ? 0 : this.#unread.indexOf(END_OF_BODY);
    if (end < 0) return false;
    const message = this.#unread.subarray(0, end);
    this.#unread = this.#unread.subarray(end + (empty ? 3 : END_OF_BODY.length));
    this.#inBody = false;
    const to = this.#to ?? '';
    this.#answer('dot', `250 2.0.0 taken as ${this.#house.letters.count + 1}`, () => this.#take(message, to), to);
    this.#reset();
    return true;
  }

  #take(message: Buffer, to: string): void {
    const head = message.toString('latin1', 0, 8_192);
    const messageId = /^message-id: *(<[^>\r\n]*>)/im.exec(head)?.[1] ?? '';
    const { world, letters, taken } = this.#house;
    const letter = { messageId, to, at: world.time };
    letters.take(letter);
    world.note('relay', `took ${messageId} for ${to}`);
    taken(letter);
  }

  #reset(): void {
    this.#from = false;
    this.#to = null;
  }

  #quit(): void {
    this.#say('221 2.0.0 goodbye', () => undefined);
    this.#over = true;
    this.#wire.hangUp(false, 0);
  }

  #say(words: string, then: () => void): void {
    then();
    this.#wire.answer(Buffer.from(`${words}\r\n`, 'latin1'), 0);
  }

  /** Does what was asked and says so, unless there is mischief. */
  #answer(step: WireStep, words: string, work: () => void, to: string | null = null): void {
    const fault = this.#mischief(step, to);
    if (fault === null) return this.#say(words, work);
    switch (fault.kind) {
      case 'refuse':
        return this.#say(fault.reply, () => undefined);
      case 'break-off':
        return this.#breakOff();
      case 'done-unsaid':
        work();
        return this.#breakOff();
      case 'half-answer':
        work();
        this.#wire.answer(Buffer.from(words.slice(0, Math.ceil(words.length / 2)), 'latin1'), 0);
        return this.#breakOff();
      case 'garbage':
        return this.#say('+OK POP3 ready', work);
      case 'slow':
        work();
        this.#doubt();
        return this.#wire.answer(Buffer.from(`${words}\r\n`, 'latin1'), fault.by);
      case 'silence':
        work();
        return this.#doubt();
    }
  }

  #mischief(step: WireStep, to: string | null): WireFault | null {
    const { world, mischief } = this.#house;
    const fault = mischief.wire({ step, to, at: world.time });
    if (fault === null) return null;
    world.note('relay', `${fault.kind}${fault.kind === 'refuse' ? ` "${fault.reply}"` : ''} at ${step} ${to ?? ''}`);
    if (fault.kind !== 'refuse') this.#doubt();
    return fault;
  }

  #breakOff(): void {
    this.#over = true;
    this.#doubt();
    this.#wire.hangUp(true, 0);
  }

  #doubt(): void {
    const { letters, world } = this.#house;
    for (const to of this.#granted) letters.doubt(to, world.time);
  }
}
