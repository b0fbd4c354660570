import { basename } from 'node:path';
import { type Columns, type Field, plainName } from './fields.ts';
import type { StateWord } from './state-words.ts';

/** Whose export a list is; `csv`: nobody's we know. */
export const SOURCES = [
  'fortnight',
  'substack',
  'mailchimp',
  'buttondown',
  'ghost',
  'kit',
  'listmonk',
  'csv',
] as const;

export type Source = (typeof SOURCES)[number];

interface Export {
  /** Whether these names of columns, as `plainName` gives them, are its. */
  readonly isIt: (has: (...names: readonly string[]) => boolean) => boolean;
  /** The column that says how readers stand, where elsewhere its name may mean anything. */
  readonly state?: string;
  /** Words for a state that mean something else, or nothing, elsewhere. */
  readonly words?: Readonly<Record<string, StateWord>>;
  /** Without one of these nothing says who has left. */
  readonly tells: readonly Field[];
}

/** Told apart in this order. */
const EXPORTS: Readonly<Record<Exclude<Source, 'csv'>, Export>> = {
  fortnight: { isIt: (has) => has('email', 'state', 'since', 'created', 'left how'), tells: ['state'] },
  substack: { isIt: (has) => has('email', 'active subscription'), tells: ['mail-off'] },
  /** Each of its files has the readers of one state, and its name says of which. */
  mailchimp: { isIt: (has) => has('member rating') || has('leid', 'euid'), tells: [] },
  ghost: { isIt: (has) => has('email', 'subscribed to emails'), tells: ['mailed'] },
  listmonk: {
    isIt: (has) => has('uuid', 'email', 'attributes', 'status'),
    words: { enabled: 'active' },
    tells: ['state'],
  },
  buttondown: {
    isIt: (has) => has('subscriber type') || has('creation date', 'type'),
    state: 'type',
    words: {
      churned: 'active',
      churning: 'active',
      gifted: 'active',
      'past due': 'active',
      paused: 'active',
      premium: 'active',
      regular: 'active',
      trialed: 'active',
      spammy: 'pending',
      unactivated: 'pending',
      unpaid: 'pending',
      upcoming: 'pending',
    },
    tells: ['state'],
  },
  kit: {
    isIt: (has) =>
      has('first name', 'created at') &&
      (has('email') || has('email address')) &&
      (has('state') || has('status')),
    words: { inactive: 'pending', cold: 'active' },
    tells: ['state'],
  },
};

/** Whose export has such a row of names. */
export function detectSource(names: readonly string[]): Source {
  const plain = new Set(names.map(plainName));
  const has = (...wanted: readonly string[]): boolean => wanted.every((name) => plain.has(name));
  const found = Object.entries(EXPORTS).find(([, { isIt }]) => isIt(has));
  return (found?.[0] as Source | undefined) ?? 'csv';
}

/** The columns as they are in this export. */
export function ownColumns(source: Source, names: readonly string[], guessed: Columns): Columns {
  const state = source === 'csv' ? undefined : EXPORTS[source].state;
  const index = state === undefined ? -1 : names.map(plainName).indexOf(state);
  return index < 0 ? guessed : new Map([...guessed, ['state', index]]);
}

/** What a word for a state means in this export alone. */
export function ownWord(source: Source, word: string): StateWord | null {
  return source === 'csv' ? null : (EXPORTS[source].words?.[word] ?? null);
}

/**
 * How the readers of a file stand of whom no column says anything; null when that has to be said. A list of one's own making has those
 * who agreed; an export without the columns that tell who has left may have anybody.
 */
export function unsaidState(source: Source, columns: Columns, file: string): StateWord | null {
  if (source === 'mailchimp') return stateInFileName(file);
  if (source === 'csv') return 'active';
  return EXPORTS[source].tells.some((field) => columns.has(field)) ? 'active' : null;
}

/** `subscribed_members_export_1a2b3c.csv`, as Mailchimp names its files. */
function stateInFileName(file: string): StateWord | null {
  const [, kind] = /^(subscribed|unsubscribed|non-?subscribed|cleaned)[_-]/i.exec(basename(file)) ?? [];
  switch (kind?.toLowerCase().replace('-', '')) {
    case 'subscribed':
      return 'active';
    case 'unsubscribed':
      return 'unsubscribed';
    case 'cleaned':
      return 'bounced';
    case 'nonsubscribed':
      return 'pending';
    default:
      return null;
  }
}
