import type { FC } from 'hono/jsx';
import type { RehearsalRow } from './report.ts';
import { byYear, kindOf } from './words.ts';

/** Every year as a line with its publishing days on it, at their places in the year: the whole at one glance. */
export const Years: FC<{ rows: readonly RehearsalRow[] }> = ({ rows }) => (
  <section>
    <h2>At a glance</h2>
    <dl class="years">
      <Months />
      {byYear(rows).map(([year, days]) => (
        <div>
          <dt>{year}</dt>
          <dd>
            <svg width="100%" height="22" role="img" aria-label={countWords(days)}>
              <line class="line" x1="0" x2="100%" y1="11" y2="11" />
              {days.map((row) => (
                <Dot kind={kindOf(row)} x={placeOf(row.date)} y="11" />
              ))}
            </svg>
          </dd>
        </div>
      ))}
    </dl>
    <ul class="key">
      <li class="key-name">Days</li>
      {(['published', 'missed', 'skipped'] as const).map((kind) => (
        <li>
          <Sign kind={kind} />
          {kind}
        </li>
      ))}
    </ul>
  </section>
);

const MONTHS = 'JFMAMJJASOND'.split('');

const Months: FC = () => (
  <div class="months" aria-hidden="true">
    <dt />
    <dd>
      <svg width="100%" height="14" aria-hidden="true" focusable="false">
        {MONTHS.map((letter, index) => (
          <text x={placeOf(`2027-${String(index + 1).padStart(2, '0')}-01`)} y="11">
            {letter}
          </text>
        ))}
      </svg>
    </dd>
  </div>
);

type Kind = ReturnType<typeof kindOf>;

/** Told apart by their shape, too. */
const Dot: FC<{ kind: Kind; x: string; y: string }> = ({ kind, x, y }) => (
  <circle class={`dot dot-${kind}`} cx={x} cy={y} r={{ published: 4, missed: 3.25, skipped: 1.5 }[kind]} />
);

export const Sign: FC<{ kind: Kind }> = ({ kind }) => (
  <svg class="sign" width="16" height="16" aria-hidden="true" focusable="false">
    <Dot kind={kind} x="8" y="8" />
  </svg>
);

/** Room for half a dot on either side, and for those of a leap year. */
function placeOf(date: string): string {
  const start = Date.parse(`${date.slice(0, 4)}-01-01`);
  const share = (Date.parse(date) - start) / (366 * 86_400_000);
  return `${(1.5 + 97 * share).toFixed(2)}%`;
}

function countWords(rows: readonly RehearsalRow[]): string {
  const count = (kind: Kind): number => rows.filter((row) => kindOf(row) === kind).length;
  return `${count('published')} published, ${count('missed')} missed, ${count('skipped')} skipped`;
}
