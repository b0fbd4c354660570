import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import type { FrozenContent } from '../../../src/domain/deliveries/delivery.ts';
import { prepareEditionMail, unsubscribeHeaders } from '../../../src/mail/compose/edition-mail.ts';
import { composeMime } from '../../../src/mail/compose/mime.ts';
import { fillPlaces, place, protectPlaces } from '../../../src/mail/compose/places.ts';
import { escapeHtml } from '../../../src/mail/templates/escape-html.ts';
import { runs } from '../../support/runs.ts';
import { address, alice, editionHeaders } from '../views.ts';

const HASH = 'ab'.repeat(32);

/** What awkward mails are made of: long and short lines, blanks at their ends, dots, equals signs, accents, emoji, places. */
const stretch = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', ' ', '\t', '=', '.', '\n', 'é', '🐙', '<', '&', '%%FN:'),
    maxLength: 200,
  }),
  fc.constantFrom('x'.repeat(75), 'x'.repeat(76), 'x'.repeat(77), ' \n', '\n.\n'),
);
const body = fc.array(
  fc.oneof(
    stretch.map(protectPlaces),
    fc.constantFrom(...(['UNSUBSCRIBE_URL', 'PREFERENCES_URL', 'READER'] as const).map(place)),
  ),
  { maxLength: 8 },
);
const name = fc.constantFrom(
  null,
  'Alice',
  'Alice B Carroll',
  'Ämne "x" <y@z>',
  'long name '.repeat(12).trim(),
  "O'Neil, A.",
  '名前',
);

describe('a spliced copy', () => {
  it('decodes to exactly what composing it on its own gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        body,
        body,
        name,
        fc.webUrl({ withQueryParameters: true }),
        async (html, text, readerName, url) => {
          const frozen: FrozenContent = {
            subject: 'Ünï',
            html: `<p>${html.join('')}`,
            text: `T${text.join('')}`,
            hash: HASH,
          };
          const reader = alice({ name: readerName, unsubscribeUrl: new URL(url).href });
          const spliced = (await prepareEditionMail(frozen, editionHeaders()))(reader);
          expect(await decoded(spliced.raw)).toEqual(await decoded(await alone(frozen, reader)));
          const lines = spliced.raw.toString('latin1').split('\r\n');
          expect(lines.join('')).not.toMatch(/[\r\n]|[^\t\x20-\x7e]/);
          const bodyLines = lines.slice(lines.indexOf('') + 1);
          expect(Math.max(...bodyLines.map((line) => line.length))).toBeLessThanOrEqual(76);
        },
      ),
      runs(2026, 60),
    );
  });

  it('carries nothing from one reader to the next', async () => {
    const frozen: FrozenContent = {
      subject: 'S',
      html: place('READER'),
      text: place('UNSUBSCRIBE_URL'),
      hash: HASH,
    };
    const compose = await prepareEditionMail(frozen, editionHeaders());
    const before = compose(alice()).raw;
    const carol = compose(
      alice({
        address: address('carol@example.org'),
        name: null,
        messageId: '<c@blog.example>',
        unsubscribeUrl: 'https://blog.example/c',
      }),
    );
    expect(carol.raw.toString()).not.toMatch(/alice|u1\.abcdef/i);
    expect(carol.envelope).toEqual({ from: 'bounce@blog.example', to: 'carol@example.org' });
    expect(compose(alice()).raw.equals(before)).toBe(true);
  });
});

async function alone(frozen: FrozenContent, reader: ReturnType<typeof alice>): Promise<Buffer> {
  const values = {
    UNSUBSCRIBE_URL: reader.unsubscribeUrl,
    PREFERENCES_URL: reader.preferencesUrl,
    READER: reader.name === null ? reader.address : `${reader.name} (${reader.address})`,
  };
  const headers = editionHeaders();
  const { raw } = await composeMime({
    ...headers,
    to: reader,
    subject: frozen.subject,
    messageId: reader.messageId,
    headers: unsubscribeHeaders(reader.unsubscribeUrl, reader.unsubscribeAddress),
    html: fillPlaces(frozen.html, values, escapeHtml),
    text: fillPlaces(frozen.text, values, (value) => value),
  });
  return raw;
}

/** What a mail program makes of it: the parts, and the headers that differ per reader. */
async function decoded(raw: Buffer) {
  const { html, text, to, from, subject, messageId, headers } = await PostalMime.parse(raw);
  const unsubscribe = headers.filter(({ key }) => key === 'list-unsubscribe').map(({ value }) => value);
  return { html, text, to, from, subject, messageId, unsubscribe };
}
