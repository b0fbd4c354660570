import type { FrozenContent } from '../../domain/deliveries/delivery.ts';
import { escapeHtml } from '../templates/escape-html.ts';
import { composeMime, type MimeParts } from './mime.ts';
import { cutAtPlaces, type PlaceValues } from './places.ts';
import { quotedPrintable, SOFT_BREAK } from './quoted-printable.ts';

/** Stand-ins for what differs per reader, while the message is composed once. */
export interface StandIns {
  readonly to: string;
  readonly messageId: string;
  readonly unsubscribe: string;
  readonly html: string;
  readonly text: string;
}

/** What goes in for one reader: header values as they stand in the message, and the values of the places in both parts. */
export interface SpliceValues {
  readonly to: string;
  readonly messageId: string;
  readonly unsubscribe: string;
  readonly places: PlaceValues;
}

/** One stretch of the message: bytes that all readers share, or what makes the reader's own. */
export type SplicePiece = Buffer | ((values: SpliceValues) => string);

/**
 * Composes an edition with stand-ins (`partsFor` puts them where they belong) and cuts the message there. The two bodies are encoded here,
 * stretch by stretch, so that a value of any length fits between without touching its neighbours.
 */
export async function spliceEdition(
  frozen: FrozenContent,
  partsFor: (stand: StandIns) => MimeParts,
): Promise<readonly SplicePiece[]> {
  const stand = standIns(frozen.hash);
  const { raw } = await composeMime(partsFor(stand));
  const plain = (value: string) => value;
  const replacements = new Map<string, readonly SplicePiece[]>([
    [stand.to, [(values) => values.to]],
    [stand.messageId, [(values) => values.messageId]],
    [stand.unsubscribe, [(values) => values.unsubscribe]],
    [stand.html, bodyPieces(frozen.html, escapeHtml)],
    [stand.text, bodyPieces(frozen.text, plain)],
  ]);
  return cutAtStandIns(raw.toString('latin1'), replacements);
}

/** One reader's message. */
export function fillSplice(pieces: readonly SplicePiece[], values: SpliceValues): Buffer {
  return Buffer.concat(
    pieces.map((piece) => (Buffer.isBuffer(piece) ? piece : Buffer.from(piece(values), 'latin1'))),
  );
}

/** Made of the content's own hash, so that nothing in the content can be mistaken for one. */
function standIns(hash: string): StandIns {
  const token = `fn${hash.slice(0, 32)}`;
  return {
    to: `to@${token}.invalid`,
    messageId: `<id@${token}.invalid>`,
    unsubscribe: `https://unsubscribe.${token}.invalid`,
    html: `html-${token}`,
    text: `text-${token}`,
  };
}

function cutAtStandIns(
  message: string,
  replacements: ReadonlyMap<string, readonly SplicePiece[]>,
): readonly SplicePiece[] {
  // The fixed strings hold no character that is special in a pattern, but for the dot, which may match any.
  const cuts = message.split(new RegExp(`(${[...replacements.keys()].join('|')})`));
  if (cuts.length !== 2 * replacements.size + 1)
    throw new Error('a stand-in does not stand exactly once in the message');
  return cuts.flatMap((cut) => replacements.get(cut) ?? [Buffer.from(cut, 'latin1')]);
}

function bodyPieces(frozen: string, encode: (value: string) => string): readonly SplicePiece[] {
  const pieces = cutAtPlaces(frozen).map((piece): SplicePiece => {
    if ('words' in piece) return Buffer.from(quotedPrintable(piece.words), 'latin1');
    return (values) => quotedPrintable(encode(values.places[piece.place]));
  });
  const joint = Buffer.from(SOFT_BREAK, 'latin1');
  return pieces.flatMap((piece, index) => (index === 0 ? [piece] : [joint, piece]));
}
