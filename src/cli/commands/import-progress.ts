import type { ImportProgress } from '../../app/import-subscribers.ts';
import { type Clock, type Instant, SECOND } from '../../core/clock.ts';
import type { Terminal } from '../terminal.ts';
import { counted, duration, grouped } from '../words.ts';

/** On a terminal, and in a pipe. */
const REDRAW_EVERY = SECOND / 10;
const TELL_EVERY = 10 * SECOND;

/** Up one line, and clear it (ECMA-48, CUU and EL). */
const REDRAW = '\u001b[1A\u001b[2K';

const BAR = 24;

interface ProgressDisplay {
  readonly show: (progress: ImportProgress) => void;
  /** Takes the bar away. */
  readonly clear: () => void;
}

/** How far an import is, to standard error: a bar on a terminal, a line now and then in a pipe, with `json` an object a line. */
export function importProgress(terminal: Terminal, clock: Clock, json: boolean): ProgressDisplay {
  const begun = clock.now();
  const isBar = terminal.interactive && !json;
  let shown = begun;
  let drawn = '';
  return {
    show: (progress) => {
      const now = clock.now();
      if (now - shown < (isBar ? REDRAW_EVERY : TELL_EVERY)) return;
      shown = now;
      const pace = paceOf(progress, begun, now);
      if (json) return terminal.err(JSON.stringify({ version: 1, rows: progress.rows, ...pace }));
      if (!isBar) return terminal.err(words(progress, pace));
      terminal.err(`${drawn}${bar(pace.share, terminal)}  ${words(progress, pace)}`);
      drawn = REDRAW;
    },
    clear: () => {
      if (drawn !== '') terminal.err(`${drawn}\u001b[1A`);
    },
  };
}

interface Pace {
  /** Of the file, from 0 to 1. */
  readonly share: number;
  readonly perSecond: number;
  /** Null while nothing can be said. */
  readonly secondsLeft: number | null;
}

function paceOf({ rows, read, size }: ImportProgress, begun: Instant, now: Instant): Pace {
  const seconds = (now - begun) / SECOND;
  const share = size === 0 ? 1 : read / size;
  const secondsLeft = share > 0.02 ? Math.ceil((seconds / share) * (1 - share)) : null;
  return { share, perSecond: Math.round(rows / seconds), secondsLeft };
}

function bar(share: number, { paint }: Terminal): string {
  const filled = Math.floor(share * BAR);
  return `${paint('good', '█'.repeat(filled))}${paint('muted', '░'.repeat(BAR - filled))}`;
}

function words({ rows }: ImportProgress, { share, perSecond, secondsLeft }: Pace): string {
  const left = secondsLeft === null || secondsLeft === 0 ? '' : `  ${duration(secondsLeft * SECOND)} left`;
  return `${Math.floor(share * 100)} %  ${counted(rows, 'row')}  ${grouped(perSecond)}/s${left}`;
}
