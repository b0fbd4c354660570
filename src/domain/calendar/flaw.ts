import type { Span } from './source.ts';

/** Something wrong with the form of the file, as data; the rule with its code (`rules/`) puts it into words. */
export type Flaw = FormFlaw & { readonly span: Span };

export type FormFlaw =
  | { readonly kind: 'unquoted-colon'; readonly key: string }
  | { readonly kind: 'tab-indent'; readonly lines: number }
  | { readonly kind: 'syntax'; readonly message: string; readonly help: string | null }
  | { readonly kind: 'unreadable'; readonly message: string; readonly help: string }
  | {
      readonly kind: 'duplicate-key';
      readonly key: string;
      readonly first: Span;
      /** False when the keys after it are repeated as well. */
      readonly alone: boolean;
    }
  | {
      readonly kind: 'unknown-key';
      readonly key: string;
      readonly nearest: string | null;
      readonly known: readonly string[];
    }
  | {
      readonly kind: 'wrong-type';
      readonly expected: string;
      readonly found: string;
      /** How it would read as text, when quotes are all it needs. */
      readonly quoted: string | null;
    }
  | {
      readonly kind: 'not-allowed';
      readonly message: string;
      readonly nearest: string | null;
      readonly help: string;
    }
  | { readonly kind: 'missing'; readonly key: string; readonly owner: string; readonly description: string }
  | { readonly kind: 'not-a-date'; readonly found: string; readonly nearest: string | null }
  | {
      readonly kind: 'not-a-time';
      readonly found: string;
      readonly expected: string;
      readonly allowed: string;
      readonly nearest: string | null;
    };
