import type { Terminal } from '../../cli/terminal.ts';
import type { Progress } from '../rehearse.ts';
import { number } from './words.ts';

const WIDTH = 24;
/** In real seconds: between two drawings, and between two lines where nobody can redraw. */
const REDRAW = 0.1;
const LINE = 10;

export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

interface Place {
  readonly terminal: Pick<Terminal, 'interactive' | 'paint' | 'err'>;
  readonly stopwatch: () => number;
  readonly draw: (text: string) => void;
}

/** How far a rehearsal is: one line that is redrawn where somebody watches, a line now and then in a pipe. */
export function progressLine({ terminal, stopwatch, draw }: Place): ProgressLine {
  const start = stopwatch();
  let shown = start;
  const words = ({ from, until, at, mails }: Progress): string => {
    const share = (at - from) / (until - from);
    const spent = stopwatch() - start;
    const left = share > 0.02 ? `, ${Math.ceil((spent / share) * (1 - share))} s left` : '';
    return `${percent(share)}  ${new Date(at).toISOString().slice(0, 10)}  ${number(mails)} mails, ${rate(mails, spent)} a second${left}`;
  };
  return {
    show: (progress) => {
      const now = stopwatch();
      if (now - shown < (terminal.interactive ? REDRAW : LINE)) return;
      shown = now;
      if (!terminal.interactive) return terminal.err(`rehearsing: ${words(progress)}`);
      const share = (progress.at - progress.from) / (progress.until - progress.from);
      draw(`\r\u001b[K${terminal.paint('accent', bar(share))} ${words(progress)}`);
    },
    clear: () => {
      if (terminal.interactive && shown > start) draw('\r\u001b[K');
    },
  };
}

function bar(share: number): string {
  const full = Math.round(share * WIDTH);
  return `${'━'.repeat(full)}${'─'.repeat(WIDTH - full)}`;
}

function percent(share: number): string {
  return `${String(Math.floor(share * 100)).padStart(3)} %`;
}

function rate(count: number, seconds: number): string {
  return seconds === 0 ? '0' : number(Math.round(count / seconds));
}
