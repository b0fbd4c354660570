/** What the author puts in the place of ours; null where that is nothing. */
export interface Theme {
  /** Comes after our style sheet, so that it has the last word. */
  readonly css: string | null;
  /** The inside of the header and of the footer of every page, as HTML with `{{names}}`. */
  readonly header: string | null;
  readonly footer: string | null;
}

export const NO_THEME: Theme = { css: null, header: null, footer: null };
