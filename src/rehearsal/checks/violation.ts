/** A promise that the application broke. */
export interface Violation {
  /** Which promise, in a word or two that stay the same. */
  readonly rule:
    | 'sum'
    | 'copies'
    | 'state'
    | 'lost'
    | 'uncertain'
    | 'in flight'
    | 'schedule'
    | 'complete'
    | 'gone reader'
    | 'twice'
    | 'wishes'
    | 'series'
    | 'exception';
  /** What was seen. */
  readonly words: string;
}
