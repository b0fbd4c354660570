import type { FC } from 'hono/jsx';
import type { RehearsalRow } from './report.ts';
import { byYear, kindOf } from './words.ts';

const WIDTH = 540;
const HEIGHT = 22;
const MIDDLE = HEIGHT / 2;
const MARGIN = 9;

/** Every year as a line with its publishing days on it, at their places in the year: the whole at one glance. */
export const Years: FC<{ rows: readonly RehearsalRow[] }> = ({ rows }) => (
  <section>
    <h2>At a glance</h2>
    <dl class="years">
      {byYear(rows).map(([year, days]) => (
        <div>
          <dt>{year}</dt>
          <dd>
            <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={countWords(days)}>
              <line class="line" x1="0" x2={WIDTH} y1={MIDDLE} y2={MIDDLE} />
              {days.map((row) => (
                <Dot kind={kindOf(row)} x={placeOf(row.date)} y={MIDDLE} />
              ))}
            </svg>
          </dd>
        </div>
      ))}
    </dl>
    <ul class="key">
      {(['published', 'missed', 'skipped'] as const).map((kind) => (
        <li>
          <Sign kind={kind} />
          {kind}
        </li>
      ))}
    </ul>
  </section>
);

type Kind = ReturnType<typeof kindOf>;

/** Told apart by their shape, too. */
const Dot: FC<{ kind: Kind; x: number; y: number }> = ({ kind, x, y }) => (
  <circle class={`dot-${kind}`} cx={x} cy={y} r={{ published: 7, missed: 5.5, skipped: 2.5 }[kind]} />
);

export const Sign: FC<{ kind: Kind }> = ({ kind }) => (
  <svg viewBox="0 0 18 18" aria-hidden="true" focusable="false">
    <Dot kind={kind} x={9} y={9} />
  </svg>
);

function placeOf(date: string): number {
  const start = Date.parse(`${date.slice(0, 4)}-01-01`);
  const share = (Date.parse(date) - start) / (366 * 86_400_000);
  return Math.round((MARGIN + share * (WIDTH - 2 * MARGIN)) * 10) / 10;
}

function countWords(rows: readonly RehearsalRow[]): string {
  const count = (kind: Kind): number => rows.filter((row) => kindOf(row) === kind).length;
  return `${count('published')} published, ${count('missed')} missed, ${count('skipped')} skipped`;
}
