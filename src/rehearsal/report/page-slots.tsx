import type { FC } from 'hono/jsx';
import { shownDate } from '../../cli/planning.ts';
import type { ZoneName } from '../../core/zoned-time.ts';
import type { Ledger } from '../../domain/deliveries/delivery.ts';
import { Sign } from './page-years.tsx';
import type { RehearsalRow } from './report.ts';
import { byYear, kindOf, mailedWords, outcomeWords, sumWords, totalsOf } from './words.ts';

/** Every publishing day with what came out and what its mailing came to, by year. */
export const Slots: FC<{ rows: readonly RehearsalRow[]; zone: ZoneName }> = ({ rows, zone }) => (
  <>
    {byYear(rows).map(([year, days]) => (
      <section>
        <h2>
          {year} <span>{fortnights(days.length)}</span>
        </h2>
        <ol class="slots">
          {days.map((row) => (
            <Slot row={row} zone={zone} />
          ))}
        </ol>
      </section>
    ))}
  </>
);

/** What the colours of the bars mean, for those states that occur. */
export const BarKey: FC<{ rows: readonly RehearsalRow[] }> = ({ rows }) => {
  const totals = totalsOf(rows);
  const states = STATES.filter((state) => totals[state] > 0);
  return states.length < 2 ? null : (
    <ul class="key key-after">
      <li class="key-name">Mails</li>
      {states.map((state) => (
        <li>
          <svg width="16" height="8" aria-hidden="true" focusable="false">
            <rect class={`bar-${state}`} width="16" height="8" />
          </svg>
          {state}
        </li>
      ))}
    </ul>
  );
};

const STATES = ['sent', 'failed', 'uncertain', 'skipped', 'waiting'] as const;

const Slot: FC<{ row: RehearsalRow; zone: ZoneName }> = ({ row, zone }) => (
  <li class={kindOf(row)}>
    <p class="when">
      <Sign kind={kindOf(row)} />
      <time datetime={row.date}>{shownDate(row.date).replace(/ \d{4}$/, '')}</time>
    </p>
    <div>
      <h3>{row.title ?? outcomeWords(row)}</h3>
      {notesOf(row, zone).map((note) => (
        <p class="notes">{note}</p>
      ))}
    </div>
    {row.ledger === null ? null : <Bar row={row} ledger={row.ledger} />}
  </li>
);

const Bar: FC<{ row: RehearsalRow; ledger: Ledger }> = ({ row, ledger }) => {
  const totals = totalsOf([row]);
  const parts = STATES.map((state) => ({
    state,
    share: ledger.audience === 0 ? 0 : (100 * totals[state]) / ledger.audience,
  }));
  const startOf = (index: number): number => parts.slice(0, index).reduce((sum, { share }) => sum + share, 0);
  return (
    <div class="ledger">
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect class="bar-back" x="0" y="0" width="100" height="4" />
        {parts.map(({ state, share }, index) =>
          share === 0 ? null : (
            <rect class={`bar-${state}`} x={startOf(index)} y="0" width={share} height="4" />
          ),
        )}
      </svg>
      {sumWords(totals)}
    </div>
  );
};

function notesOf(row: RehearsalRow, zone: ZoneName): string[] {
  const mailed = row.mailedAt === null ? [] : [`mailed ${mailedWords(row, zone)}`];
  const words = [...mailed, ...row.notes].join(' · ');
  return words === '' ? [] : [words];
}

function fortnights(count: number): string {
  return count === 1 ? '1 publishing day' : `${count} publishing days`;
}
