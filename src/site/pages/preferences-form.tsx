import type { Child, FC } from 'hono/jsx';
import { type FieldFault, LONGEST_NAME, type PreferenceForm } from '../../domain/readers/preference-form.ts';
import type { Rhythm } from '../../domain/readers/preferences.ts';
import type { SeriesStanding } from '../../domain/readers/series-standing.ts';
import { SeriesChoices } from './series-choices.tsx';

/** What the form shows, as it holds now or as it was typed. */
export interface PreferenceFields {
  readonly action: string;
  readonly typed: PreferenceForm;
  /** Fewer than two: there is nothing to choose. */
  readonly tracks: readonly { readonly id: string; readonly title: string }[];
  /** Those with a part that is out. */
  readonly series: readonly SeriesStanding[];
  /** `YYYY-MM-DD`, by the blog's clock. */
  readonly tomorrow: string;
}

type Field = FieldFault['field'];

interface FormProps {
  readonly fields: PreferenceFields;
  readonly faults: readonly FieldFault[];
}

/** How often, about what, from when on, and by which name. */
export const PreferencesForm: FC<FormProps> = ({ fields, faults }) => (
  <form class="preferences-form" method="post" action={fields.action} novalidate>
    <Rhythms fields={fields} faults={faults} />
    {fields.tracks.length < 2 ? null : <Tracks fields={fields} faults={faults} />}
    {fields.series.length === 0 ? null : (
      <SeriesChoices choices={fields.series} ticked={fields.typed.series} />
    )}
    <div class="field">
      <label for="preferences-pause">Pause until</label>
      <p class="hint" id="preferences-pause-hint">
        No mail comes before that day. Leave it empty for no pause.
      </p>
      <Problem field="pause" faults={faults} />
      <input
        id="preferences-pause"
        name="pause"
        {...(isDateOrEmpty(fields.typed.pauseUntil)
          ? { type: 'date', min: fields.tomorrow }
          : { type: 'text', placeholder: 'YYYY-MM-DD' })}
        value={fields.typed.pauseUntil}
        {...described('pause', faults, true)}
      />
    </div>
    <div class="field">
      <label for="preferences-name">Your name</label>
      <p class="hint" id="preferences-name-hint">
        Stands on the mails to you, and nowhere else. You need not give one.
      </p>
      <Problem field="name" faults={faults} />
      <input
        id="preferences-name"
        name="name"
        type="text"
        autocomplete="name"
        maxlength={LONGEST_NAME}
        value={fields.typed.name}
        {...described('name', faults, true)}
      />
    </div>
    <button type="submit">Save</button>
    <p class="promise">A mail that is on its way to all readers already may still come.</p>
  </form>
);

const RHYTHM_WORDS: Readonly<Record<Rhythm, readonly [label: string, hint: string]>> = {
  'every-post': ['Every post', 'Whole, as it comes out: one every other week.'],
  'monthly-digest': ['Once a month', 'One mail with links to all that came out, of every track.'],
};

const Rhythms: FC<FormProps> = ({ fields, faults }) => (
  <Group field="rhythm" legend="How often" faults={faults}>
    {Object.entries(RHYTHM_WORDS).map(([rhythm, [label, hint]], index) => (
      <div class="choice">
        <input
          id={index === 0 ? 'preferences-rhythm' : `preferences-rhythm-${rhythm}`}
          type="radio"
          name="rhythm"
          value={rhythm}
          checked={fields.typed.rhythm === rhythm}
          aria-describedby={`preferences-${rhythm}-hint`}
        />
        <label for={index === 0 ? 'preferences-rhythm' : `preferences-rhythm-${rhythm}`}>{label}</label>
        <p class="hint" id={`preferences-${rhythm}-hint`}>
          {hint}
        </p>
      </div>
    ))}
  </Group>
);

const Tracks: FC<FormProps> = ({ fields, faults }) => (
  <Group
    field="tracks"
    legend="About what"
    hint="With all of them ticked you also get those that are added later."
    faults={faults}
  >
    {fields.tracks.map(({ id, title }, index) => (
      <div class="choice">
        <input
          id={index === 0 ? 'preferences-tracks' : `preferences-track-${id}`}
          type="checkbox"
          name="track"
          value={id}
          checked={fields.typed.tracks.includes(id)}
        />
        <label for={index === 0 ? 'preferences-tracks' : `preferences-track-${id}`}>{title}</label>
      </div>
    ))}
  </Group>
);

const Group: FC<{
  field: Field;
  legend: string;
  hint?: string;
  faults: readonly FieldFault[];
  children?: Child;
}> = ({ field, legend, hint, faults, children }) => (
  <fieldset {...described(field, faults, hint !== undefined)}>
    <legend>{legend}</legend>
    {hint === undefined ? null : (
      <p class="hint" id={`preferences-${field}-hint`}>
        {hint}
      </p>
    )}
    <Problem field={field} faults={faults} />
    {children}
  </fieldset>
);

const Problem: FC<{ field: Field; faults: readonly FieldFault[] }> = ({ field, faults }) => {
  const fault = faults.find((one) => one.field === field);
  return fault === undefined ? null : (
    <p class="problem" id={`preferences-${field}-problem`}>
      {fault.words}
    </p>
  );
};

/** What is read out with a field: its hint, and before that what is wrong with it. */
function described(field: Field, faults: readonly FieldFault[], hasHint: boolean) {
  const wrong = faults.some((one) => one.field === field);
  const ids = [
    ...(wrong ? [`preferences-${field}-problem`] : []),
    ...(hasHint ? [`preferences-${field}-hint`] : []),
  ];
  return {
    'aria-describedby': ids.length === 0 ? undefined : ids.join(' '),
    // A fieldset is not valid or invalid: its problem is read out with its legend.
    'aria-invalid': wrong && (field === 'name' || field === 'pause') ? ('true' as const) : undefined,
  };
}

/** A field for dates would not show what else was typed, by a browser that has none. */
function isDateOrEmpty(typed: string): boolean {
  return /^(?:\d{4}-\d{2}-\d{2})?$/.test(typed);
}
