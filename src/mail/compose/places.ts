/** What differs per reader in a frozen edition. */
export interface PlaceValues {
  readonly UNSUBSCRIBE_URL: string;
  /** The page on which the reader says what they want. */
  readonly PREFERENCES_URL: string;
  /** Who the mail is for, in words: a name and an address, or the address alone. */
  readonly READER: string;
}

export type Place = keyof PlaceValues;

const PREFIX = '%%FN:';
/** Stands for the prefix itself, where the author wrote it. */
const LITERAL = `${PREFIX}LITERAL%%`;

/** Letters that neither HTML escaping nor a mail's encodings touch, and that no sane URL or name contains. */
export function place(name: Place): string {
  return `${PREFIX}${name}%%`;
}

/** Makes the author's own words safe to freeze: a post about these very places keeps its bytes. */
export function protectPlaces(words: string): string {
  return words.replaceAll(PREFIX, LITERAL);
}

/** Puts one reader's values in. `encode` suits the part (HTML or plain). A value is never searched for places. */
export function fillPlaces(frozen: string, values: PlaceValues, encode: (value: string) => string): string {
  return cutAtPlaces(frozen)
    .map((piece) => ('words' in piece ? piece.words : encode(values[piece.place])))
    .join('');
}

export type FrozenPiece = { readonly words: string } | { readonly place: Place };

const PLACES = ['UNSUBSCRIBE_URL', 'PREFERENCES_URL', 'READER'] as const satisfies readonly Place[];
const CUT = new RegExp(`${PREFIX}(${PLACES.join('|')})%%`);

/** Frozen words as a row of fixed pieces and places. */
export function cutAtPlaces(frozen: string): readonly FrozenPiece[] {
  const pieces = frozen.split(CUT);
  return pieces.map((piece, index) => {
    const named = index % 2 === 1 ? PLACES.find((name) => name === piece) : undefined;
    return named === undefined ? { words: piece.replaceAll(LITERAL, PREFIX) } : { place: named };
  });
}
