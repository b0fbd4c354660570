import fc from 'fast-check';
import type { EditionReader } from '../../../src/mail/compose/edition-mail.ts';
import { messageIdFor } from '../../../src/mail/compose/message-id.ts';
import { address } from '../views.ts';

const atoms = (unit: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...unit), minLength: 1, maxLength });
const local = fc
  .array(atoms("abcXYZ019!#$%&'*+/=?^_`{|}~-", 14), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('.'));
const domain = fc
  .array(atoms('abcxyz019', 60), { minLength: 1, maxLength: 3 })
  .map((labels) => labels.join('.'));

/** Names of people, of machines, and of those who would break in. */
const name = fc.oneof(
  fc.constant(null),
  fc.constantFrom(
    'Alice',
    'Alice B Carroll',
    '.',
    '..hidden',
    "O'Neil, A.",
    'Dr. "x" \\ <y@z>',
    '=?utf-8?q?no?=',
  ),
  fc.constantFrom(
    'long name '.repeat(12).trim(),
    `${'長い名前'.repeat(12)} 🐙`,
    'Zoë '.repeat(30).trim(),
    '=3D=20',
  ),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom('a', 'é', '🐙', ' ', '.', '=', ',', '"', '\\', '\n', '%'),
    maxLength: 90,
  }),
);

/** What stands in a token, and more of it than any of ours is long. */
const token = fc.string({
  unit: fc.constantFrom('.', '..', '=', 'v1', 'Ab-_', '&', "'", '%20', '0123456789'.repeat(7)),
  minLength: 1,
  maxLength: 12,
});

/** An address of ours, with a longer token than any of ours, at a longer domain than most; or none, where no mail comes in. */
const ours = (purpose: string) =>
  fc.option(
    fc
      .tuple(atoms('abcxyz234567', 50), domain)
      .map(([own, at]) => address(`${purpose}+${own}@${at}.example`)),
  );

/** A reader of any kind that can be on the list. */
export const anyReader: fc.Arbitrary<EditionReader> = fc
  .record({ local, domain, name, token, id: fc.nat(), leaving: ours('unsubscribe'), bounce: ours('bounce') })
  .map((parts) => ({
    address: address(`${parts.local}@${parts.domain}.example`),
    name: parts.name,
    messageId: messageIdFor(['e', '1', `${parts.id}`], 'a key', 'blog.example'),
    unsubscribeUrl: `https://blog.example/unsubscribe/${parts.token}`,
    unsubscribeAddress: parts.leaving,
    bounceAddress: parts.bounce,
    preferencesUrl: `https://blog.example/preferences/${parts.token}`,
  }));
