import { toUSVString } from 'node:util';
import type { Instant } from '../../../core/clock.ts';
import { parseEmailAddress, uniqueForm } from '../../../core/email-address.ts';
import { EXITS, SUPPRESSION_REASONS, type SuppressionReason } from '../subscriber.ts';
import type { ImportedReader, ImportedState, ImportedSuppression } from './imported.ts';
import type { Layout } from './layout.ts';
import { readState } from './read-state.ts';
import { type Row, rowOver } from './row.ts';
import type { StateWord } from './state-words.ts';

export type ReadRow =
  | { readonly ok: true; readonly reader: ImportedReader }
  | { readonly ok: false; readonly text: string; readonly reason: string };

/** In characters. */
const LONGEST_NAME = 200;

/** What rows are read for. */
export interface Reading {
  /** Where the readers agreed, in the author's words. */
  readonly consent: string;
  /** The keyed hash of an address's unique form. */
  readonly hashOf: (form: string) => string;
  readonly now: Instant;
}

/**
 * Reads one row. Dates that cannot be read are left out; a row that does not say clearly how its reader stands is refused.
 */
export function readRow(
  layout: Layout,
  cells: readonly string[],
  { consent, hashOf, now }: Reading,
): ReadRow {
  const row = rowOver(layout, cells, now);
  const text = row.cell('email');
  const surplus = surplusFault(layout, cells);
  if (surplus !== null) return { ok: false, text, reason: surplus };
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) return { ok: false, text, reason: parsed.reason };
  const standing = readState(layout, row);
  if (standing.kind === 'unclear') return { ok: false, text, reason: standing.reason };
  const confirmedAt = row.moment('confirmed');
  const optedIn = row.moment('opted-in');
  const createdAt = row.moment('subscribed') ?? optedIn ?? confirmedAt;
  const reader = {
    address: parsed.address,
    addressHash: hashOf(uniqueForm(parsed.address)),
    name: nameIn(row),
    createdAt,
    state: stateIn(row, standing.state, confirmedAt ?? createdAt),
    suppression: suppressionIn(row, standing.state),
    consent: {
      door: 'import',
      wording: wordingIn(row, layout, consent, optedIn, confirmedAt),
      formVersion: layout.source,
      at: optedIn ?? confirmedAt ?? createdAt ?? now,
    },
    confirmedAt,
  } as const;
  return { ok: true, reader };
}

/** With a cell too many no other can be trusted: a name with a comma in it would become the state. */
function surplusFault({ names }: Layout, cells: readonly string[]): string | null {
  const width = Math.max(1, names.length);
  if (cells.length <= width || cells.slice(width).every((cell) => cell === '')) return null;
  return `the row has ${cells.length} cells, and there are ${width === 1 ? '1 column' : `${width} columns`}`;
}

function nameIn({ cell }: Row): string | null {
  const whole = cell('name') || `${cell('first-name')} ${cell('last-name')}`;
  const name = whole
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME);
  return name === '' ? null : toUSVString(name);
}

function stateIn({ cell, moment }: Row, state: StateWord, activeSince: Instant | null): ImportedState | null {
  switch (state) {
    case 'active':
      return { kind: 'active', at: moment('since') ?? activeSince };
    case 'pending':
      return { kind: 'pending', at: moment('since') };
    case 'unsubscribed': {
      const how = EXITS.find((exit) => exit === cell('left-how')) ?? 'import';
      return { kind: 'unsubscribed', at: moment('left') ?? moment('since'), how };
    }
    default:
      return null;
  }
}

function suppressionIn({ cell, moment }: Row, state: StateWord): ImportedSuppression | null {
  const own = SUPPRESSION_REASONS.find((reason) => reason === cell('suppression'));
  const reason = own ?? reasonOf(state);
  return reason === null ? null : { reason, at: moment('cleaned') ?? moment('left') };
}

function reasonOf(state: StateWord): SuppressionReason | null {
  switch (state) {
    case 'bounced':
    case 'erased':
    case 'complained':
      return state;
    case 'excluded':
      return 'author';
    default:
      return null;
  }
}

/** The author's words, and what the list itself knows of the consent. Our own export has the words already. */
function wordingIn(
  { cell }: Row,
  { source }: Layout,
  consent: string,
  optedIn: Instant | null,
  confirmedAt: Instant | null,
): string {
  if (cell('consent') !== '') return cell('consent');
  const facts = [
    source === 'csv' ? '' : source,
    fact('asked', optedIn, cell('ip')),
    fact('confirmed', confirmedAt, cell('confirm-ip')),
  ].filter((words) => words !== '');
  return facts.length === 0 ? consent : `${consent} (${facts.join(', ')})`;
}

/** Of either version; some exports put a country or a dash there. */
const LOOKS_LIKE_IP = /^(?=.*[.:])[\da-f.:]{3,45}$/i;

function fact(what: string, at: Instant | null, ip: string): string {
  const when = at === null ? '' : ` ${new Date(at).toISOString()}`;
  const where = LOOKS_LIKE_IP.test(ip) ? ` from ${ip}` : '';
  return when === '' && where === '' ? '' : `${what}${when}${where}`;
}
