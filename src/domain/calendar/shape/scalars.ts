import { parseEmailAddress } from '../../../core/email-address.ts';
import { nearestName } from '../../../core/nearest-name.ts';
import type { FormFlaw } from '../flaw.ts';
import type { Kind } from './kind.ts';
import { scalarKind } from './kind.ts';

/** Text on one line. Control characters are refused: titles and names end up in mail headers. */
export function line(): Kind<string> {
  return text('text', /\p{Cc}/u, 'a line break or control character has no place here');
}

/** An id that stands under another block of the same file; whether it does is for a rule to say. */
export function nameOf(block: 'tracks' | 'series'): Kind<string> {
  return { ...line(), json: { type: 'string', [NAMES_OF]: block } };
}

/** Stands in a JSON Schema where the ids of one file's tracks or series belong. */
export const NAMES_OF = 'x-names-of';

/** Text that may run over several lines. */
export function prose(): Kind<string> {
  return text('text', /[^\P{Cc}\n\t]/u, 'a control character has no place here');
}

export function wholeNumber(): Kind<number> {
  return scalarKind('a whole number, 1 or more', { type: 'integer', minimum: 1 }, (value) => {
    if (typeof value !== 'number') return null;
    if (Number.isSafeInteger(value) && value >= 1) return { value };
    return notAllowed(`${value} is not a whole number of 1 or more`, 'count from 1');
  });
}

export function yesNo(): Kind<boolean> {
  return scalarKind('true or false', { type: 'boolean' }, (value) =>
    typeof value === 'boolean' ? { value } : null,
  );
}

/** One of a closed set of words. */
export function choice<const Word extends string>(words: readonly Word[]): Kind<Word> {
  return scalarKind(`one of ${words.join(', ')}`, { enum: words }, (typed) => {
    if (typeof typed !== 'string') return null;
    const value = words.find((word) => word === typed);
    if (value !== undefined) return { value };
    const help = `allowed: ${words.join(', ')}`;
    return notAllowed(`\`${typed}\` is not one of the words allowed here`, help, nearestName(typed, words));
  });
}

export function emailAddress(): Kind<string> {
  return scalarKind('an email address', { type: 'string', format: 'email' }, (typed) => {
    if (typeof typed !== 'string') return null;
    const parsed = parseEmailAddress(typed);
    if (parsed.ok) return { value: parsed.address };
    return notAllowed(
      `this is not an email address: ${parsed.reason}`,
      'one address alone, like ali@example.com',
    );
  });
}

/** An absolute http(s) URL. */
export function webAddress(): Kind<string> {
  return scalarKind('a web address', { type: 'string', format: 'uri', pattern: '^https?://' }, (typed) => {
    if (typeof typed !== 'string') return null;
    const sound = /^https?:\/\/[^\s/]/.test(typed) && URL.canParse(typed);
    return sound
      ? { value: typed }
      : notAllowed('this is not a web address', 'write it whole, like https://example.com');
  });
}

/** A BCP 47 language tag. */
export function languageTag(): Kind<string> {
  return scalarKind('a language tag', { type: 'string', examples: ['en', 'en-GB', 'de'] }, (typed) => {
    if (typeof typed !== 'string') return null;
    return /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(typed)
      ? { value: typed }
      : notAllowed(`\`${typed}\` is not a language tag`, 'use a tag such as en, en-GB or de');
  });
}

export function notAllowed(message: string, help: string, nearest: string | null = null): FormFlaw {
  return { kind: 'not-allowed', message, help, nearest };
}

function text(expects: string, refused: RegExp, why: string): Kind<string> {
  return scalarKind(expects, { type: 'string' }, (value) => {
    if (typeof value !== 'string') return null;
    return refused.test(value) ? notAllowed(why, 'take it out') : { value };
  });
}
