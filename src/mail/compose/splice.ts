import type { FrozenContent } from '../../domain/deliveries/delivery.ts';
import type { Signable } from '../dkim/signable.ts';
import { type WireForm, wireForm } from '../smtp/wire-form.ts';
import { composeMime, type MimeParts } from './mime.ts';
import { cutAtPlaces, type Place } from './places.ts';
import { quotedPrintable, SOFT_BREAK } from './quoted-printable.ts';
import { SignableSplice } from './signable-splice.ts';

/** Stand-ins for what differs per reader, while the message is composed once. */
export interface StandIns {
  readonly to: string;
  readonly messageId: string;
  readonly unsubscribe: string;
  readonly html: string;
  readonly text: string;
}

/** Where something of one reader's goes: the whole value of a header, or a place in one of the two bodies. */
export type Slot = 'to' | 'messageId' | 'unsubscribe' | `html.${Place}` | `text.${Place}`;

/** What goes in for one reader, encoded as it stands in the message: ASCII, and no line end but a whole CRLF within. */
export type SlotValues = Readonly<Record<Slot, string>>;

/** Octets from which on a stretch is not worth copying. */
const SHARED_FROM = 1_024;
const FINAL_DOT = '.\r\n';
const DOT = 0x2e;

/**
 * Composes an edition with stand-ins (`partsFor` puts them where they belong) and cuts the message there. The two bodies are encoded here,
 * stretch by stretch, so that a value of any length fits between without touching its neighbours.
 */
export async function spliceEdition(
  frozen: FrozenContent,
  partsFor: (stand: StandIns) => MimeParts,
): Promise<Splice> {
  const stand = standIns(frozen.hash);
  const { raw } = await composeMime(partsFor(stand));
  const replacements = new Map<string, readonly Piece[]>([
    [stand.to, [{ slot: 'to' }]],
    [stand.messageId, [{ slot: 'messageId' }]],
    [stand.unsubscribe, [{ slot: 'unsubscribe' }]],
    [stand.html, bodyPieces(frozen.html, 'html')],
    [stand.text, bodyPieces(frozen.text, 'text')],
  ]);
  return new Splice(cutAtStandIns(raw.toString('latin1'), replacements));
}

/** One stretch of the message: what all readers share, or where something of their own goes. */
type Piece = string | { readonly slot: Slot };

/** What all readers share before, between and behind the slots; a Buffer when it is long. */
interface Stretch {
  /** As it stands in the message. */
  readonly raw: string | Buffer;
  /** With its dots doubled (RFC 5321 4.5.2). */
  readonly wire: string | Buffer;
}

/** An edition's message, prepared: all that can be encoded, measured and checked once is. */
export class Splice {
  /** One more than there are slots. */
  readonly #stretches: readonly Stretch[];
  readonly #slots: readonly Slot[];
  readonly #size: number;
  readonly #signable: SignableSplice;

  constructor(pieces: readonly Piece[]) {
    const { texts, slots } = mergeStretches(pieces);
    checkShared(texts);
    this.#stretches = texts.map((text, index) => stretchOf(text, index === 0));
    this.#slots = slots;
    this.#size = texts.reduce((size, text) => size + text.length, 0);
    this.#signable = new SignableSplice(texts, slots);
  }

  /** One reader's copy, ready for DATA. */
  formOf(values: SlotValues): WireForm {
    const pieces = this.#fill('wire', values, FINAL_DOT);
    return { pieces, size: this.#sizeOf(values), eightBit: 'none' };
  }

  /** One reader's copy as one buffer. */
  rawOf(values: SlotValues): Buffer {
    const raw = Buffer.allocUnsafe(this.#sizeOf(values));
    let end = 0;
    for (const piece of this.#fill('raw', values, ''))
      end += typeof piece === 'string' ? raw.write(piece, end, 'latin1') : piece.copy(raw, end);
    return raw;
  }

  /** What the signatures of one reader's copy cover. */
  signableOf(values: SlotValues): Signable {
    return this.#signable.of(values);
  }

  #sizeOf(values: SlotValues): number {
    let size = this.#size;
    for (const slot of this.#slots) size += values[slot].length;
    return size;
  }

  /** Short stretches and values as one piece, long stretches as they are, so that nobody copies them. */
  #fill(as: keyof Stretch, values: SlotValues, end: string): readonly (string | Buffer)[] {
    const pieces: (string | Buffer)[] = [];
    let words = '';
    for (let index = 0; index < this.#stretches.length; index += 1) {
      const stretch = this.#stretches[index]?.[as] ?? '';
      if (typeof stretch === 'string') words += stretch;
      else {
        if (words !== '') pieces.push(words);
        pieces.push(stretch);
        words = '';
      }
      const slot = this.#slots[index];
      if (slot !== undefined) words += as === 'wire' ? stuffed(values[slot]) : values[slot];
    }
    pieces.push(words + end);
    return pieces;
  }
}

/** A header's value never begins a line, and its folded lines begin with a blank; a body's value does, behind a soft break. */
function stuffed(value: string): string {
  if (value.charCodeAt(0) !== DOT && !value.includes('\n.')) return value;
  return value.replace(/(^|\n)\./g, '$1..');
}

function stretchOf(text: string, first: boolean): Stretch {
  const doubled = text.replaceAll('\r\n.', '\r\n..');
  const wire = shareable(first && text.startsWith('.') ? `.${doubled}` : doubled);
  return { raw: wire.length === text.length ? wire : shareable(text), wire };
}

function shareable(text: string): string | Buffer {
  return text.length < SHARED_FROM ? text : Buffer.from(text, 'latin1');
}

function mergeStretches(pieces: readonly Piece[]): { texts: readonly string[]; slots: readonly Slot[] } {
  const texts = [''];
  const slots: Slot[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'string') texts.push((texts.pop() ?? '') + piece);
    else {
      slots.push(piece.slot);
      texts.push('');
    }
  }
  return { texts, slots };
}

/** No stretch begins a line but the first and those within; and the message as a whole goes as it is to any server. */
function checkShared(texts: readonly string[]): void {
  const formed = wireForm(Buffer.from(texts.join('x'), 'latin1'));
  const fault = formed.ok ? formed.form.eightBit !== 'none' && 'it is not ASCII' : formed.reason;
  if (fault !== false) throw new Error(`the message of an edition cannot be sent: ${fault}`);
  if (!texts.at(-1)?.endsWith('\r\n'))
    throw new Error('the message of an edition does not end its last line');
}

/** Made of the content's own hash, so that nothing in the content can be mistaken for one. */
function standIns(hash: string): StandIns {
  const token = `fn${hash.slice(0, 32)}`;
  return {
    to: `to@${token}.invalid`,
    messageId: `<id@${token}.invalid>`,
    unsubscribe: `unsubscribe.${token}.invalid`,
    html: `html-${token}`,
    text: `text-${token}`,
  };
}

function cutAtStandIns(
  message: string,
  replacements: ReadonlyMap<string, readonly Piece[]>,
): readonly Piece[] {
  // The fixed strings hold no character that is special in a pattern, but for the dot, which may match any.
  const cuts = message.split(new RegExp(`(${[...replacements.keys()].join('|')})`));
  if (cuts.length !== 2 * replacements.size + 1)
    throw new Error('a stand-in does not stand exactly once in the message');
  return cuts.flatMap((cut) => replacements.get(cut) ?? [cut]);
}

function bodyPieces(frozen: string, part: 'html' | 'text'): readonly Piece[] {
  return cutAtPlaces(frozen).flatMap((piece, index): readonly Piece[] => {
    const encoded: Piece =
      'words' in piece ? quotedPrintable(piece.words) : { slot: `${part}.${piece.place}` };
    return index === 0 ? [encoded] : [SOFT_BREAK, encoded];
  });
}
