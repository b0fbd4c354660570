import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SignableSplice } from '../../../src/mail/compose/signable-splice.ts';
import type { Slot, SlotValues } from '../../../src/mail/compose/splice.ts';
import { type Signable, signableOf } from '../../../src/mail/dkim/signable.ts';
import { runs } from '../../support/runs.ts';

/** Blanks and line ends of every kind at every edge, in short stretches and in those that are prepared for all readers. */
const words = fc.array(fc.constantFrom('a', '.', '=', ' ', '  ', '\t', '\r\n'), { maxLength: 12 });
const short = words.map((parts) => parts.join(''));
const long = fc
  .tuple(short, short, short)
  .map(([before, within, after]) => `${before}${`x${within}`.repeat(1_100)}x${after}`);
const stretch = fc.oneof(short, long);

const BODY_SLOTS: readonly Slot[] = ['html.READER', 'text.READER', 'text.UNSUBSCRIBE_URL'];

it('says of a copy what taking the copy apart would say', () => {
  const bodies = fc.array(stretch, { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(bodies, fc.array(short, { minLength: 3, maxLength: 3 }), (body, values) => {
      const texts = ['From: a@b.example\r\nTo: ', `\r\nX: folded\r\n y\r\n\r\n${body[0]}`, ...body.slice(1)];
      const slots: readonly Slot[] = ['to', ...BODY_SLOTS];
      const own = valuesOf(['<alice@example.org>', ...values]);
      const raw = texts.map((text, index) => text + (slots[index] ? own[slots[index]] : '')).join('');
      const spliced = new SignableSplice(texts, slots).of(own);
      expect(inOne(spliced)).toEqual(inOne(signableOf(Buffer.from(raw, 'latin1'))));
    }),
    runs(7, 300),
  );
});

it('shares the long stretches of a body between all readers', () => {
  const texts = ['To: ', `\r\n\r\n${'shared  '.repeat(500)}`, '\r\n'];
  const splice = new SignableSplice(texts, ['to', 'text.READER']);
  const alice = splice.of(valuesOf(['<alice@example.org>', 'Alice'])).relaxedBody;
  const bob = splice.of(valuesOf(['<bob@example.org>', 'Bob'])).relaxedBody;
  expect(alice.filter((piece) => typeof piece !== 'string')).toHaveLength(1);
  expect(alice[1]).toBe(bob[1]);
});

function valuesOf([to = '', reader = '', ...rest]: readonly string[]): SlotValues {
  const [textReader = '', url = ''] = rest;
  return {
    to,
    messageId: '',
    unsubscribe: '',
    'html.READER': reader,
    'html.UNSUBSCRIBE_URL': '',
    'html.PREFERENCES_URL': '',
    'text.READER': textReader,
    'text.UNSUBSCRIBE_URL': url,
    'text.PREFERENCES_URL': '',
  };
}

function inOne({ header, relaxedBody }: Signable): { header: string; body: string } {
  return { header, body: relaxedBody.map(octets).join('') };
}

function octets(piece: Buffer | string): string {
  return typeof piece === 'string' ? piece : piece.toString('latin1');
}
