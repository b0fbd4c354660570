/** What differs per reader in a frozen edition. */
export interface PlaceValues {
  readonly UNSUBSCRIBE_URL: string;
  /** Who the mail is for, in words: a name and an address, or the address alone. */
  readonly READER: string;
}

type Place = keyof PlaceValues;

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

/** Puts one reader's values in. One pass: a value is never searched for places. `encode` suits the part (HTML or plain). */
export function fillPlaces(frozen: string, values: PlaceValues, encode: (value: string) => string): string {
  return frozen.replace(/%%FN:(LITERAL|UNSUBSCRIBE_URL|READER)%%/g, (_, name: Place | 'LITERAL') =>
    name === 'LITERAL' ? PREFIX : encode(values[name]),
  );
}
