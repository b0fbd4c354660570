/** Where a command writes, and what that place can show. */
export interface Terminal {
  /** Results: standard output, one call a line or block. */
  out(text: string): void;
  /** Results that are no text: to standard output as they are. */
  octets(octets: Uint8Array): void;
  /** Everything that is not the result: standard error. */
  err(text: string): void;
  readonly paint: Paint;
  readonly columns: number;
  /** True when somebody watches: progress may redraw its line. */
  readonly interactive: boolean;
}

export type Tone = 'strong' | 'muted' | 'good' | 'warn' | 'bad' | 'accent';

/** Wraps text in a tone; the identity where there is no colour. */
export type Paint = (tone: Tone, text: string) => string;

const CODES: Readonly<Record<Tone, readonly [number, number]>> = {
  strong: [1, 22],
  muted: [2, 22],
  good: [32, 39],
  warn: [33, 39],
  bad: [31, 39],
  accent: [36, 39],
};

/** A pipe has no width: whoever reads it gets whole cells. */
const IN_A_PIPE = 1_000;

interface Stream {
  write(chunk: string | Uint8Array): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * A terminal over two streams. Colour only where a person looks: a TTY, no `NO_COLOR` (no-color.org), no `TERM=dumb`;
 * `FORCE_COLOR` overrides.
 */
export function openTerminal(
  stdout: Stream,
  stderr: Stream,
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const forced = environment.FORCE_COLOR !== undefined && environment.FORCE_COLOR !== '0';
  const quiet = (environment.NO_COLOR ?? '') !== '' || environment.TERM === 'dumb';
  const colour = forced || (stdout.isTTY === true && !quiet);
  return {
    out: (text) => void stdout.write(`${text}\n`),
    octets: (octets) => void stdout.write(octets),
    err: (text) => void stderr.write(`${text}\n`),
    paint: colour ? painted : (_tone, text) => text,
    // Some terminals say that they have none.
    columns: stdout.columns === undefined || stdout.columns === 0 ? IN_A_PIPE : stdout.columns,
    interactive: stdout.isTTY === true,
  };
}

function painted(tone: Tone, text: string): string {
  const [on, off] = CODES[tone];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}
