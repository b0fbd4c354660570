import { askForAddress, changeAddress, newAddressUrl } from '../../../app/change-address.ts';
import { savePreferences, standingOf } from '../../../app/save-preferences.ts';
import { MINUTE } from '../../../core/clock.ts';
import { addDays, wallClock } from '../../../core/zoned-time.ts';
import type { Calendar } from '../../../domain/calendar/calendar.ts';
import { type FormGround, formOf, type PreferenceForm } from '../../../domain/readers/preference-form.ts';
import type { Production } from '../../production.ts';
import type { Chance } from '../../world/chance.ts';
import type { Doing } from './doing.ts';
import { someone, tokenIn } from './someone.ts';

/** Domains of moved readers are reserved as those of all others are. */
const MOVED = 'moved.example';

/** What readers say on their own page. */
export const preferenceDoings: readonly Doing[] = [
  saving('a reader chooses among the tracks', 2, (form, { tracks }, chance) => ({
    ...form,
    tracks: tracks.filter(() => chance.hits(0.6)),
  })),
  saving('a reader pauses, or ends their pause', 3, (form, { now, zone }, chance) => ({
    ...form,
    pauseUntil: form.pauseUntil === '' ? addDays(wallClock(now, zone).date, 1 + chance.below(45)) : '',
  })),
  saving('a reader chooses how often', 1, (form) => ({
    ...form,
    rhythm: form.rhythm === 'every-post' ? 'monthly-digest' : 'every-post',
  })),
  saving('a reader asks for series from their beginning, or stops one', 7, (form, { series }, chance) => ({
    ...form,
    series: series.filter((id) => chance.hits(form.series.includes(id) ? 0.85 : 0.7)),
  })),
  {
    name: 'a reader moves to another address',
    weight: 2,
    run: async ({ production, chance, later }) => {
      const { desk } = production;
      const reader = await someone(production, 'active', chance);
      if (reader === null) return null;
      const madeAt = desk.clock.now();
      await askForAddress(desk, reader, `reader-${reader.id}-${chance.below(1_000)}@${MOVED}`);
      const wanted = await desk.store.wantedAddress(reader.id);
      if (wanted === null) return null;
      later(chance.magnitude(MINUTE, 5_000 * MINUTE), `${wanted.address} presses the button`, async () => {
        await changeAddress(desk, tokenIn(newAddressUrl(desk, reader.id, wanted.addressHash, madeAt)));
      });
      return `${reader.address} asks for ${wanted.address}`;
    },
  },
];

/** Who wants what from the beginning. Else all would have had every part as a post, and nobody anything to ask for. */
export async function firstWishes({ desk }: Production, calendar: Calendar, chance: Chance): Promise<string> {
  let changed = 0;
  for (const { id, name } of await desk.store.subscribers('active', null, 1_000)) {
    const own = chance.fork(`wishes of ${id}`);
    if (!own.hits(0.4)) continue;
    const rhythm = own.hits(0.5) ? 'monthly-digest' : 'every-post';
    const ticked = calendar.tracks.map((track) => track.id).filter(() => own.hits(0.5));
    const tracks = ticked.length === 0 ? null : ticked.toSorted();
    const following = calendar.series.map((series) => series.id).filter(() => own.hits(0.7));
    const wanted = { name, rhythm, tracks, pausedUntil: null, following } as const;
    if ((await desk.store.savePreferences(id, wanted, desk.clock.now())) === 'saved') changed += 1;
  }
  return `${changed} readers have wishes of their own`;
}

/** The form as it stands, changed and sent; null when nothing came of it. */
function saving(
  name: string,
  weight: number,
  change: (form: PreferenceForm, ground: FormGround, chance: Chance) => PreferenceForm,
): Doing {
  return {
    name,
    weight,
    run: async ({ production, chance }) => {
      const { desk } = production;
      const reader = await someone(production, 'active', chance);
      if (reader === null) return null;
      const standing = await standingOf(desk, reader);
      const before = formOf({ ...standing.preferences, name: reader.name }, standing);
      const form = change(before, standing, chance);
      const faults = await savePreferences(desk, standing, form);
      if (faults.length > 0 || JSON.stringify(form) === JSON.stringify(before)) return null;
      const { tracks, series, rhythm, pauseUntil } = form;
      return `${reader.address}: ${JSON.stringify({ tracks, series, rhythm, pauseUntil })}`;
    },
  };
}
