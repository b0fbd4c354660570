import type { CheckInput, Finding, Rule } from './rule.ts';
import { fromFlaws, suggesting } from './rule.ts';

const missingFromForm = fromFlaws('missing', ({ key, owner, description }) => ({
  message: `${owner} has no \`${key}\``,
  help: `add \`${key}:\`. ${description}`,
  about: 'absence',
}));

export const duplicateKey: Rule = {
  code: 'E103',
  severity: 'error',
  title: 'a key stands twice',
  what: 'The same key stands twice in one group.',
  why: 'Only one of the two can count, and which one would be a guess.',
  how: 'Remove one of them, or rename it.',
  find: fromFlaws('duplicate-key', ({ key, first, alone }) => ({
    message: `the key \`${key}\` stands here a second time${alone ? '' : ', and so do others after it'}`,
    help: alone
      ? 'remove one of the two; the first is used until then'
      : 'does a new topic begin here? It needs `- ` before its first key',
    related: [{ span: first, message: 'first defined here' }],
  })),
};

export const unknownKey: Rule = {
  code: 'E104',
  severity: 'error',
  title: 'a key is not known',
  what: 'A key is not one of those this group may have.',
  why: 'It is most often a typing mistake, and what it says would be ignored without a word.',
  how: 'Correct the key, or make the line a comment.',
  find: fromFlaws('unknown-key', ({ key, nearest, known }) => ({
    message: `\`${key}\` is not a known key here`,
    help: nearest === null ? `known keys: ${known.join(', ')}` : `did you mean \`${nearest}\`?`,
  })),
};

export const wrongType: Rule = {
  code: 'E105',
  severity: 'error',
  title: 'a value is of the wrong type',
  what: 'A value is a number where text belongs, text where a list belongs, and so on.',
  why: 'It cannot be used as it stands.',
  how: 'Write it as the message says. Text that looks like a number or like true needs quotes.',
  find: fromFlaws('wrong-type', ({ expected, found, quoted }) => ({
    message: `this must be ${expected}, and it is ${found}`,
    ...(expected === 'text' && quoted !== null ? { help: `put it in quotes: "${quoted}"` } : {}),
  })),
};

export const missingField: Rule = {
  code: 'E107',
  severity: 'error',
  title: 'something is missing',
  what: 'A key that cannot be left out is absent or empty.',
  why: 'There is no sensible default for it.',
  how: 'Add the key; the help says what it is for.',
  *find(input) {
    yield* missingFromForm(input);
    yield* undatedPublished(input);
  },
};

export const notADate: Rule = {
  code: 'E108',
  severity: 'error',
  title: 'this is not a date',
  what: 'A date is not written as YYYY-MM-DD, or is no day of the calendar.',
  why: 'Dates name publishing days; a date that does not exist cannot be kept.',
  how: 'Write year, month and day with all their digits: 2026-12-08.',
  find: fromFlaws('not-a-date', ({ found, nearest }) => ({
    message: `\`${found}\` is not a date`,
    help: suggesting(nearest, 'dates are written YYYY-MM-DD, like 2026-12-08'),
  })),
};

export const notATime: Rule = {
  code: 'E109',
  severity: 'error',
  title: 'this is not a time or a time zone',
  what: 'A time of day is not written as HH:MM, or a zone is not in the IANA list that this machine has.',
  why: 'Without both, a publishing day has no moment.',
  how: 'Write times with four digits, like "09:00", and zones by region and city, like Europe/London.',
  find: fromFlaws('not-a-time', ({ found, expected, allowed, nearest }) => ({
    message: `\`${found}\` is not ${expected}`,
    help: suggesting(nearest, allowed),
  })),
};

/** What came out before this calendar is a fact only with its date. */
function* undatedPublished({ topics }: CheckInput): Generator<Finding> {
  for (const { fields } of topics) {
    if (fields?.status?.value !== 'published' || fields.published) continue;
    yield {
      span: fields.status.span,
      message: 'this topic is published, but has no `published` date',
      help: 'add `published: 2026-01-31`, the day it came out; any other post says `ready` and is published by the plan',
    };
  }
}
