import type { FC } from 'hono/jsx';
import { never } from '../../core/errors.ts';
import type { SeriesStanding } from '../../domain/readers/series-standing.ts';
import { dateInWords } from '../dates.ts';

/** What can be sent from its beginning, part by part: a box for each, and in words what that brings. */
export const SeriesChoices: FC<{ choices: readonly SeriesStanding[]; ticked: readonly string[] }> = ({
  choices,
  ticked,
}) => (
  <fieldset aria-describedby="preferences-series-hint">
    <legend>A series from its beginning</legend>
    <p class="hint" id="preferences-series-hint">
      One part a fortnight, beside your other mail and whatever you chose above. What you have got already
      does not come again.
    </p>
    {choices.map((choice, index) =>
      choice.next.kind === 'none-left' ? (
        <HadAll choice={choice} />
      ) : (
        <Choice choice={choice} id={`preferences-series-${index + 1}`} ticked={ticked.includes(choice.id)} />
      ),
    )}
  </fieldset>
);

const Choice: FC<{ choice: SeriesStanding; id: string; ticked: boolean }> = ({ choice, id, ticked }) => (
  <div class="choice">
    <input
      id={id}
      type="checkbox"
      name="series"
      value={choice.id}
      checked={ticked}
      aria-describedby={`${id}-hint`}
    />
    <label for={id}>{choice.title}</label>
    <p class="hint" id={`${id}-hint`}>
      {partsWords(choice)} {nextWords(choice)}
    </p>
  </div>
);

/** There is nothing to tick: no box that does nothing. */
const HadAll: FC<{ choice: SeriesStanding }> = ({ choice: { title, out } }) => (
  <div class="choice no-box">
    <p>{title}</p>
    <p class="hint">{out === 1 ? 'You have got its only part.' : `You have got all of its ${out} parts.`}</p>
  </div>
);

function partsWords({ out, of, had }: SeriesStanding): string {
  const total = of !== null && of > out ? ` of ${of}` : '';
  const are = out === 1 && total === '' ? 'One part is out' : `${out}${total} parts are out`;
  if (had === 0) return `${are}.`;
  return had === out
    ? `${are}, and you have got ${out === 1 ? 'it' : 'them'}.`
    : `${are}; you have got ${had} of them.`;
}

function nextWords({ next, following }: SeriesStanding): string {
  switch (next.kind) {
    case 'part': {
      const day = next.date === null ? '' : `, on ${dateInWords(next.date)}`;
      return `Part ${next.part}, “${next.title}”, ${following ? 'comes' : 'would come'} with the next fortnight${day}.`;
    }
    case 'on-its-way':
      return `Part ${next.part}, “${next.title}”, is on its way to you.`;
    case 'none-yet':
      return following ? 'The next part comes when it is out.' : 'The next part would come when it is out.';
    case 'none-left':
      return '';
    default:
      return never(next);
  }
}
