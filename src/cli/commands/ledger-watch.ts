import type { App } from '../../app/context.ts';
import { editionHolds } from '../../app/edition-holds.ts';
import { SECOND } from '../../core/clock.ts';
import { displayWidth } from '../../core/display-width.ts';
import { sleep } from '../../core/timers.ts';
import type { Edition, EditionState, Ledger } from '../../domain/deliveries/delivery.ts';
import { addsUp } from '../../domain/deliveries/ledger-sum.ts';
import {
  type Progress,
  progressOf,
  type Sample,
  sampleOf,
  withSample,
} from '../../domain/deliveries/progress.ts';
import type { Environment, ExitCode } from '../environment.ts';
import type { Terminal } from '../terminal.ts';
import { duration, grouped } from '../words.ts';
import { summaryOf, sumWords } from './ledger-summary.ts';

const LOOK_EVERY = SECOND;
/** In a pipe, and of data, a line so often. */
const TELL_EVERY = 10;

/** Up one line, and clear it (ECMA-48, CUU and EL). */
const REDRAW = '\u001b[1A\u001b[2K';

/**
 * `fortnight ledger EDITION --watch`: how far it is, until it is complete (0), or paused or cancelled (1), or Ctrl-C (0). A bar on a terminal,
 * lines in a pipe, with `--json` an object a line.
 */
export async function watchLedger(
  environment: Environment,
  edition: Edition,
  json: boolean,
): Promise<ExitCode> {
  const app = await environment.app();
  const stop = environment.stop();
  const show = screenFor(environment.terminal, json);
  let samples: readonly Sample[] = [];
  for (let look = 0; ; look += 1) {
    const now = await lookAt(app, edition);
    samples = withSample(samples, sampleOf(now.sum, app.clock.now()));
    const progress = progressOf(samples);
    if (progress !== null) show({ ...now, progress, look });
    if (isOver(now.edition.state)) return end(environment.terminal, now, json);
    await sleep(app.timers, LOOK_EVERY, stop);
    if (stop.aborted) return 0;
  }
}

interface Look {
  readonly edition: Edition;
  readonly sum: Ledger;
  /** The first thing it waits for, in words; null when it moves. */
  readonly hold: string | null;
}

type Shown = Look & { readonly progress: Progress; readonly look: number };

async function lookAt(app: App, { id }: Edition): Promise<Look> {
  const edition = await app.store.editionById(id);
  if (edition === null) throw new Error(`the edition ${id} is gone`);
  const sum = await app.store.ledger(id);
  const [hold] = await editionHolds(app, edition, sum);
  return { edition, sum, hold: hold?.words ?? null };
}

function isOver({ kind }: EditionState): boolean {
  return kind === 'complete' || kind === 'paused' || kind === 'cancelled';
}

/** How each look is shown: the last one always, else as often as the place it goes to can bear. */
function screenFor(terminal: Terminal, json: boolean): (shown: Shown) => void {
  let drawn = false;
  return (shown) => {
    const rare = !terminal.interactive || json;
    if (rare && shown.look % TELL_EVERY !== 0 && !isOver(shown.edition.state)) return;
    if (json) return terminal.out(JSON.stringify(asJson(shown)));
    const line = progressLine(shown, terminal);
    terminal.out(drawn && !rare ? `${REDRAW}${line}` : line);
    drawn = true;
  };
}

function asJson({ edition, sum, hold, progress: { share, perSecond, left } }: Shown): unknown {
  const secondsLeft = left === null ? null : left / SECOND;
  return { version: 1, ...summaryOf(edition, sum), share, perSecond, secondsLeft, waitsFor: hold };
}

const BAR = 24;

function progressLine(
  { edition, sum, hold, progress }: Shown,
  { paint, columns, interactive }: Terminal,
): string {
  const { share, settled, audience, perSecond, left } = progress;
  if (!hasBegun(edition.state)) return `${edition.key}  ${edition.state.kind}: nothing is sent yet`;
  const filled = Math.floor(share * BAR);
  const bar = interactive
    ? `${paint('good', '█'.repeat(filled))}${paint('muted', '░'.repeat(BAR - filled))}  `
    : '';
  const rate =
    perSecond === null ? '' : `  ${perSecond < 10 ? perSecond.toFixed(1) : grouped(Math.round(perSecond))}/s`;
  const rest = left === null || left === 0 ? '' : `  ${duration(left)} left`;
  const odd = (['deferred', 'failed', 'uncertain'] as const)
    .filter((state) => sum[state] > 0)
    .map((state) => `  ${sum[state]} ${state}`)
    .join('');
  const words = `${Math.floor(share * 100)} %  ${grouped(settled)} of ${grouped(audience)}${rate}${rest}${odd}`;
  return `${bar}${fitted(hold === null ? words : `${words}  ${hold}`, columns - (interactive ? BAR + 2 : 0))}`;
}

function hasBegun({ kind }: EditionState): boolean {
  return kind !== 'pending' && kind !== 'held' && kind !== 'opening';
}

/** A line that wraps could not be drawn over. */
function fitted(words: string, width: number): string {
  return displayWidth(words) < width ? words : `${words.slice(0, Math.max(0, width - 2))}…`;
}

function end(terminal: Terminal, { edition, sum, hold }: Look, json: boolean): ExitCode {
  if (!json) {
    terminal.out(`${edition.key} is ${edition.state.kind}: ${sumWords(sum, terminal.paint)}`);
    if (hold !== null) terminal.out(terminal.paint('warn', hold));
  }
  return edition.state.kind === 'complete' && addsUp(sum) ? 0 : 1;
}
