import type { Terminal } from '../cli/terminal.ts';
import { AppError, messageOf } from '../core/errors.ts';

/** Tells the demo as it happens: a line a step, with what was seen. */
export interface Narrator {
  /** Runs a step; its details are printed under its title. A failure names the step. */
  step<Seen>(title: string, run: (note: (words: string) => void) => Promise<Seen>): Promise<Seen>;
}

export function openNarrator(terminal: Terminal): Narrator {
  let count = 0;
  return {
    async step(title, run) {
      count += 1;
      const notes: string[] = [];
      try {
        const seen = await run((words) => notes.push(words));
        terminal.out(`  ${terminal.paint('good', '✓')} ${terminal.paint('strong', title)}`);
        for (const note of notes) terminal.out(`    ${terminal.paint('muted', note)}`);
        return seen;
      } catch (error) {
        terminal.out(`  ${terminal.paint('bad', '✗')} ${terminal.paint('strong', title)}`);
        throw new AppError(
          'unavailable',
          `the demo stopped at step ${count}, "${title}": ${messageOf(error)}`,
          {
            cause: error,
          },
        );
      }
    },
  };
}

/** A check of the demo: what must hold, in words, and whether it does. */
export function must(holds: boolean, words: string): void {
  if (!holds) throw new AppError('unavailable', `expected ${words}`);
}
