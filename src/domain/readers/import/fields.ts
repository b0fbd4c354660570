/** What a column of a list of readers may hold, as `--map` calls it. */
export const FIELDS = [
  'email',
  'name',
  'first-name',
  'last-name',
  /** One word: active, unsubscribed, bounced… */
  'state',
  /** Yes: mail is wanted. */
  'mailed',
  /** Yes: no mail is wanted. */
  'mail-off',
  /** When the reader came; since when the state is as it is; when the reader left; when the address was found dead. */
  'subscribed',
  'since',
  'left',
  'cleaned',
  /** When and from where the reader asked, and then confirmed. */
  'opted-in',
  'ip',
  'confirmed',
  'confirm-ip',
  /** What our own export has besides. */
  'left-how',
  'suppression',
  'consent',
] as const;

export type Field = (typeof FIELDS)[number];

/** What lists call it, best first: with two candidates in one file the earlier name wins. */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  email: ['email', 'e mail', 'email address', 'e mail address', 'address', 'mail', 'subscriber email'],
  name: ['name', 'full name', 'display name'],
  'first-name': ['first name', 'firstname', 'fname', 'given name', 'forename'],
  'last-name': ['last name', 'lastname', 'lname', 'surname', 'family name'],
  state: ['status', 'state', 'subscription status', 'subscriber status', 'subscriber type'],
  mailed: ['subscribed to emails', 'subscribed'],
  'mail-off': ['email disabled', 'unsubscribed', 'opted out'],
  subscribed: [
    'subscribed at',
    'created at',
    'created',
    'creation date',
    'subscription date',
    'date subscribed',
    'signup date',
    'sign up date',
    'date added',
    'joined',
  ],
  since: ['since'],
  left: ['unsub time', 'unsubscribed at', 'unsubscription date', 'unsubscribe date', 'deleted at', 'left'],
  cleaned: ['clean time', 'bounced at', 'undeliverability date'],
  'opted-in': ['optin time', 'opt in time', 'opted in at'],
  ip: ['optin ip', 'opt in ip', 'ip address', 'ip', 'signup ip'],
  confirmed: ['confirm time', 'confirmed at'],
  'confirm-ip': ['confirm ip'],
  'left-how': ['left how'],
  suppression: ['suppression'],
  consent: ['consent'],
};

/** Which column holds which field, by its index; a field that the file does not have is absent. */
export type Columns = ReadonlyMap<Field, number>;

/** The name of a column, for comparing: case, blanks and punctuation do not count. */
export function plainName(cell: string): string {
  return cell
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Guesses the columns from a row of names. */
export function guessColumns(row: readonly string[]): Columns {
  const names = row.map(plainName);
  const columns = new Map<Field, number>();
  for (const field of FIELDS) {
    const name = NAMES[field].find((candidate) => names.includes(candidate));
    if (name !== undefined) columns.set(field, names.indexOf(name));
  }
  return columns;
}
