export interface KillTestOptions {
  /** The folder of the built program's package. */
  readonly program: string;
  readonly rounds: number;
  readonly seed: number;
  /** Of each edition. */
  readonly readers?: number;
  readonly editions?: number;
  /** About how many messages go out between two kills. */
  readonly pace?: number;
  /** The name of a way to make the ledger lie (see `sabotage.mjs`). */
  readonly sabotage?: string | null;
  /** Every round alike, instead of drawn from the seed. */
  readonly plan?: () => Round;
  readonly onRound?: (report: RoundReport) => void;
}

export type Moment = 'data' | 'body' | 'dot' | 'answered';

export interface Round {
  readonly death: { readonly kind: 'moment'; readonly moment: Moment; readonly message: number };
  readonly drop: { readonly moment: Moment; readonly message: number } | null;
}

export interface RoundReport {
  readonly number: number;
  readonly campaign: number;
  readonly plan: unknown;
  readonly faults: readonly string[];
  readonly totals: Totals;
}

export interface Totals {
  readonly rounds: number;
  readonly failed: number;
  readonly kills: number;
  readonly drops: number;
  /** How often the sums were looked at while a worker ran. */
  readonly samples: number;
  readonly sent: number;
  readonly uncertain: number;
  /** Messages whose final dot came to the server. */
  readonly arrived: number;
  /** The most deliveries that one round left unknown. */
  readonly mostUnknown: number;
  readonly seconds: number;
}

export function killTest(options: KillTestOptions): Promise<Totals>;
