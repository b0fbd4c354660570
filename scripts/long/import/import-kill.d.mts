export interface ImportKillOptions {
  /** The folder of the built program's package. */
  readonly program: string;
  /** Of the list: a multiple of 100. */
  readonly rows: number;
  readonly kills: number;
  readonly seed: number;
}

export function importKillTest(
  options: ImportKillOptions,
): Promise<{ readonly checks: readonly (readonly [boolean, string])[] }>;
