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
const OFFERS_ALWAYS = ['AUTH PLAIN LOGIN XOAUTH2'];
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
  /** The connection stands, but nobody answers any more: no server skips an answer and gives the next. */
  #silent = false;

  constructor(house: RelayHouse, wire: MemoryWire) {
    this.#house = house;
    this.#wire = wire;
    wire.attach(this);
    this.#answer('greeting', '220 relay.rehearsal ESMTP');
  }

  receive(octets: Buffer): void {
    this.#unread = this.#unread.length === 0 ? octets : Buffer.concat([this.#unread, octets]);
    while (!this.#over && !this.#silent && (this.#inBody ? this.#readBody() : this.#readCommand()));
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
    else if (verb === 'AUTH') this.#answer('AUTH', '235 2.7.0 welcome');
    else if (verb === 'MAIL') this.#mail();
    else if (verb === 'RCPT') this.#rcpt(/<([^>]*)>/.exec(line)?.[1] ?? '');
    else if (verb === 'DATA') this.#data();
    else if (verb === 'RSET') this.#forget();
    else if (verb === 'QUIT') this.#quit();
    else this.#say('500 5.5.2 what?');
  }

  #hello(): void {
    const extra = this.#secured ? [] : OFFERS_BEFORE_TLS;
    const lines = ['relay.rehearsal', ...this.#house.offers, ...OFFERS_ALWAYS, ...extra];
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
    const begin = (): void => {
      this.#reset();
      this.#from = true;
    };
    if (this.#greeted) this.#answer('MAIL', '250 2.1.0 ok', begin);
    else this.#say('503 5.5.1 say EHLO first');
  }

  #rcpt(to: string): void {
    const address = (): void => {
      this.#to = to;
    };
    if (this.#from) this.#answer('RCPT', '250 2.1.5 ok', address, to);
    else this.#say('503 5.5.1 MAIL first');
  }

  #data(): void {
    const to = this.#to;
    if (to === null) this.#say('503 5.5.1 nobody to send it to');
    else this.#answer('DATA', '354 go ahead', () => this.#grant(to), to);
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
    this.#answer(
      'dot',
      `250 2.0.0 taken as ${this.#house.letters.count + 1}`,
      () => this.#take(message, to),
      to,
    );
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

  #forget(): void {
    this.#reset();
    this.#say('250 2.0.0 forgotten');
  }

  #quit(): void {
    this.#say('221 2.0.0 goodbye');
    this.#over = true;
    this.#wire.hangUp(false, 0);
  }

  #say(words: string, delay = 0): void {
    this.#wire.answer(Buffer.from(`${words}\r\n`, 'latin1'), delay);
  }

  /** Does what was asked and says so, unless there is mischief. */
  #answer(step: WireStep, words: string, work: () => void = () => undefined, to: string | null = null): void {
    const fault = this.#mischief(step, to);
    if (fault?.kind === 'refuse') {
      this.#say(fault.reply);
      return;
    }
    if (fault?.kind !== 'break-off') work();
    this.#voice(words, fault);
    if (fault?.kind === 'silence') this.#silent = true;
    if (fault !== null && ENDING.has(fault.kind)) this.#breakOff();
  }

  #voice(words: string, fault: WireFault | null): void {
    if (fault === null || fault.kind === 'slow') this.#say(words, fault?.by);
    else if (fault.kind === 'garbage') this.#say('+OK POP3 server ready');
    else if (fault.kind === 'half-answer')
      this.#wire.answer(Buffer.from(words.slice(0, Math.ceil(words.length / 2)), 'latin1'), 0);
  }

  #mischief(step: WireStep, to: string | null): WireFault | null {
    const { world, mischief } = this.#house;
    const fault = mischief.wire({ step, to, at: world.time });
    if (fault === null) return null;
    const reply = fault.kind === 'refuse' ? ` "${fault.reply}"` : '';
    world.note('relay', `${fault.kind}${reply} at ${step}${to === null ? '' : ` for ${to}`}`);
    world.count(`the relay: ${fault.kind}`);
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

/** After these there is no connection any more. */
const ENDING: ReadonlySet<WireFault['kind']> = new Set(['break-off', 'done-unsaid', 'half-answer']);
