import { parseZone } from '../../src/core/zoned-time.ts';
import type { SlotDate } from '../../src/domain/calendar/calendar.ts';
import { type FieldFault, readForm } from '../../src/domain/readers/preference-form.ts';
import { PLAIN_PREFERENCES } from '../../src/domain/readers/preferences.ts';
import type { PreferencesView } from '../../src/site/pages/preferences.tsx';

const TRACKS = [
  { id: 'systems', title: 'Distributed systems' },
  { id: 'personal', title: 'Personal' },
];

/** One that goes on, one that she could ask for, and one that she has had. */
const SERIES: PreferencesView['fields']['series'] = [
  {
    id: 'consensus',
    title: 'Agreeing in a network that loses messages',
    following: true,
    out: 3,
    had: 1,
    of: 5,
    next: {
      kind: 'part',
      part: 2,
      title: 'Raft, and who may write the log',
      date: '2026-12-22' as SlotDate,
    },
  },
  {
    id: 'clocks',
    title: 'Clocks',
    following: false,
    out: 2,
    had: 0,
    of: null,
    next: { kind: 'part', part: 1, title: 'What time is it?', date: '2026-12-22' as SlotDate },
  },
  { id: 'queues', title: 'Queues', following: false, out: 4, had: 4, of: 4, next: { kind: 'none-left' } },
];

/** Alice's page, with everything as it is for a new reader; a test says what differs. */
export function preferencesView(change: Partial<PreferencesView> = {}): PreferencesView {
  return {
    address: 'alice@example.org',
    state: 'active',
    suppressed: null,
    pausedUntil: null,
    digest: false,
    noTrackLeft: false,
    fields: {
      action: '/preferences/token',
      typed: {
        name: 'Alice',
        tracks: TRACKS.map(({ id }) => id),
        series: ['consensus'],
        rhythm: 'every-post',
        pauseUntil: '',
      },
      tracks: TRACKS,
      series: SERIES,
      tomorrow: '2026-12-09',
    },
    faults: [],
    newAddress: { action: '/preferences/token/address', typed: '', problem: null },
    done: null,
    dataHref: '/preferences/token/my-data.json',
    eraseHref: '/preferences/token/erase',
    unsubscribe: { action: '/unsubscribe/token', fields: { by: 'page' } },
    ...change,
  };
}

/** The same after a form in which everything was wrong that can be. */
export function faultyPreferencesView(): PreferencesView {
  const typed = { name: 'x'.repeat(101), tracks: [], series: [], rhythm: '', pauseUntil: 'soon' };
  const view = preferencesView();
  return {
    ...view,
    fields: { ...view.fields, typed },
    faults: faultsOf(typed),
    newAddress: { ...view.newAddress, typed: 'alice@', problem: 'The part after the @ is missing.' },
  };
}

function faultsOf(typed: PreferencesView['fields']['typed']): readonly FieldFault[] {
  const zone = parseZone('Etc/UTC');
  if (zone === null) throw new Error('there is always UTC');
  const ground = { tracks: TRACKS.map(({ id }) => id), series: [], following: [], zone, now: 0 };
  const read = readForm(typed, ground, PLAIN_PREFERENCES);
  return read.ok ? [] : read.faults;
}
