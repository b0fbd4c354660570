import { cutMessage, relaxedBody, relaxedLines } from '../dkim/canonical.ts';
import type { Signable } from '../dkim/signable.ts';
import type { Slot, SlotValues } from './splice.ts';

/** Octets from which on a stretch is brought into relaxed form once, for all readers. */
const SHARED_FROM = 1_024;

/** One part of the message: what all readers share before, between and behind its slots; one more text than slots. */
interface Part<T> {
  readonly texts: readonly T[];
  readonly slots: readonly Slot[];
}

/** A stretch of the body, cut so that what touches the middle of it cannot change its relaxed form: that begins and ends with a mark. */
interface BodyStretch {
  readonly before: string;
  /** In relaxed form; null in a stretch that is too short to be cut. */
  readonly middle: Buffer | null;
  readonly after: string;
}

/** What an edition's signatures cover, prepared: of the body only what differs per reader is brought into relaxed form for each. */
export class SignableSplice {
  readonly #header: Part<string>;
  readonly #body: Part<BodyStretch>;

  /** @param texts the stretches of the whole message, in which the first empty line ends the header; one more than `slots` */
  constructor(texts: readonly string[], slots: readonly Slot[]) {
    const border = texts.findIndex((text) => text.includes('\r\n\r\n'));
    const { header, body } = cutMessage(texts[border] ?? '');
    this.#header = { texts: [...texts.slice(0, border), header], slots: slots.slice(0, border) };
    this.#body = {
      texts: [body, ...texts.slice(border + 1)].map(bodyStretch),
      slots: slots.slice(border),
    };
  }

  /** For one reader. */
  of(values: SlotValues): Signable {
    const { texts, slots } = this.#header;
    let header = '';
    for (const [index, text] of texts.entries()) header += text + valueIn(values, slots[index]);
    return { header, relaxedBody: this.#relaxed(values) };
  }

  #relaxed(values: SlotValues): readonly (Buffer | string)[] {
    const { texts, slots } = this.#body;
    const pieces: (Buffer | string)[] = [];
    let words = '';
    for (const [index, { before, middle, after }] of texts.entries()) {
      words += before;
      if (middle !== null) {
        pieces.push(relaxedLines(words), middle);
        words = '';
      }
      words += after + valueIn(values, slots[index]);
    }
    pieces.push(pieces.length === 0 ? relaxedBody(words) : relaxedEnd(words));
    return pieces;
  }
}

function valueIn(values: SlotValues, slot: Slot | undefined): string {
  return slot === undefined ? '' : values[slot];
}

function bodyStretch(text: string): BodyStretch {
  const middle = text.trim();
  if (middle.length < SHARED_FROM) return { before: text, middle: null, after: '' };
  const start = text.length - text.trimStart().length;
  return {
    before: text.slice(0, start),
    middle: Buffer.from(relaxedLines(middle), 'latin1'),
    after: text.slice(start + middle.length),
  };
}

/** The end of a body in which a mark stands in front. */
function relaxedEnd(words: string): string {
  return relaxedBody(`.${words}`).slice(1);
}
