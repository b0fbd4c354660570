import type { SlotDate } from '../calendar/calendar.ts';

/** A series with a part that is out, as one reader sees it. */
export interface SeriesStanding {
  readonly id: string;
  readonly title: string;
  readonly following: boolean;
  /** How many parts are out, how many the reader has had, and how many there will be, if the calendar says so. */
  readonly out: number;
  readonly had: number;
  readonly of: number | null;
  readonly next: NextPart;
}

/** What would come next, or does. */
export type NextPart =
  /** `date` is null when the calendar has no more slots. */
  | {
      readonly kind: 'part';
      readonly part: number;
      readonly title: string;
      readonly date: SlotDate | null;
    }
  | { readonly kind: 'on-its-way'; readonly part: number; readonly title: string }
  /** The reader has had all that are out; more will come. */
  | { readonly kind: 'none-yet' }
  /** The reader has had all there are: there is nothing to ask for. */
  | { readonly kind: 'none-left' };
