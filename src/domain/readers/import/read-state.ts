import { plainName } from './fields.ts';
import type { Layout } from './layout.ts';
import type { Row } from './row.ts';
import { ownWord } from './sources.ts';
import { graver, type StateWord, stateFrom } from './state-words.ts';

export type StateReading =
  | { readonly kind: 'clear'; readonly state: StateWord }
  | { readonly kind: 'unclear'; readonly reason: string };

const YES = ['true', 'yes', 'y', 't', '1', 'on'];
const NO = ['false', 'no', 'n', 'f', '0', 'off'];
/** How exports write that there is no date. */
const NO_DATE = ['', ...NO, 'null', 'none', 'never', 'n/a', '-', '0000-00-00', '0000-00-00 00:00:00'];

/** How a row says its reader stands. Where it says two things the graver counts; where it says none clearly, it is not guessed. */
export function readState(layout: Layout, row: Row): StateReading {
  const readings = [stateColumn(layout, row), mailedColumn(layout, row)].filter((one) => one !== null);
  const unclear = readings.find(({ kind }) => kind === 'unclear');
  if (unclear !== undefined) return unclear;
  const states = readings.flatMap((one) => (one.kind === 'clear' ? [one.state] : []));
  const said = states.length === 0 ? [layout.unsaid] : states;
  return { kind: 'clear', state: [...said, ...hints(row)].reduce(graver) };
}

function stateColumn({ source, columns }: Layout, { cell }: Row): StateReading | null {
  if (!columns.has('state')) return null;
  const word = plainName(cell('state'));
  const state = ownWord(source, word) ?? stateFrom(word);
  if (state !== null) return { kind: 'clear', state };
  const reason =
    word === ''
      ? 'the row does not say whether its reader is subscribed'
      : `"${cell('state')}" is no state that Fortnight knows`;
  return { kind: 'unclear', reason };
}

function mailedColumn({ columns }: Layout, { cell, moment }: Row): StateReading | null {
  if (!columns.has('mailed')) return null;
  const word = cell('mailed').toLowerCase();
  if (YES.includes(word) || moment('mailed') !== null) return { kind: 'clear', state: 'active' };
  if (NO.includes(word)) return { kind: 'clear', state: 'unsubscribed' };
  return { kind: 'unclear', reason: 'the row does not say whether its reader wants mail' };
}

function hints({ cell }: Row): readonly StateWord[] {
  const isSet = (text: string): boolean => !NO_DATE.includes(text.toLowerCase());
  return [
    ...(isSet(cell('mail-off')) ? (['unsubscribed'] as const) : []),
    ...(isSet(cell('left')) ? (['unsubscribed'] as const) : []),
    ...(isSet(cell('cleaned')) ? (['bounced'] as const) : []),
  ];
}
