import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partMessage, relaxedBody, relaxedField } from '../../../src/mail/dkim/canonical.ts';

/** Texts of what canonicalisation looks at, in every order. */
const piece = fc.constantFrom(' ', '\t', '\r\n', 'a', 'B', ':', '=', '  \t ', ' \r\n', '\r\n\r\n', '\u00fc');
const octets = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
/** The value of a field: every line end in it is a fold. */
const fieldValue = octets.map((text) => text.replace(/(\r\n)+(?![ \t])/g, '').replace(/(\r\n)+/g, '\r\n'));

const RUNS = { seed: 6376, numRuns: 1_000 };

/** RFC 6376 3.4.4, line by line as it is written there. */
function bodyByTheLetter(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${line}\r\n`).join('');
}

/** RFC 6376 3.4.2, step by step. */
function fieldByTheLetter(raw: string): string {
  const unfolded = raw.replaceAll('\r\n', '').replace(/[ \t]+/g, ' ');
  const [name = '', ...rest] = unfolded.split(':');
  return `${name.trimEnd().toLowerCase()}:${rest.join(':').replace(/^ /, '').replace(/ $/, '')}`;
}

function canonicalFields(header: string): string[] {
  return partMessage(Buffer.from(header, 'latin1')).fields.map(relaxedField);
}

describe('a relaxed body', () => {
  it.each([
    ['nothing stays nothing', '', ''],
    ['empty lines alone are nothing', '\r\n\r\n\r\n', ''],
    ['blank lines alone are nothing', ' \t\r\n  \r\n\t', ''],
    ['empty lines at the end go', 'a\r\n\r\n \r\n', 'a\r\n'],
    ['empty lines within stay', 'a\r\n\r\n\r\nb\r\n', 'a\r\n\r\n\r\nb\r\n'],
    ['a missing last line end comes', 'a', 'a\r\n'],
    ['runs shrink to one space, at the start of a line too', '\t a \t b\r\n', ' a b\r\n'],
    ['a single tab is a space', 'a\tb\r\n', 'a b\r\n'],
    ['blanks at the end of a line go', 'a \t\r\nb \r\n', 'a\r\nb\r\n'],
    ['the example of RFC 6376 3.4.5', ' C \r\nD \t E\r\n\r\n\r\n', ' C\r\nD E\r\n'],
  ])('%s', (_what, body, canonical) => {
    expect(relaxedBody(body)).toBe(canonical);
  });

  it('is what the RFC says, whatever the body', () => {
    fc.assert(
      fc.property(octets, (body) => relaxedBody(body) === bodyByTheLetter(body)),
      RUNS,
    );
  });

  it('stays as it is when it is made again', () => {
    fc.assert(
      fc.property(octets, (body) => relaxedBody(relaxedBody(body)) === relaxedBody(body)),
      RUNS,
    );
  });

  it('takes time in proportion to a line of nothing but blanks', () => {
    const long = `a${' \t'.repeat(500_000)}`;
    expect(relaxedBody(`${long}b\r\n${long}\r\n`)).toBe('a b\r\na\r\n');
  });
});

describe('a relaxed field', () => {
  it.each([
    ['a name in lower case, no blanks around the colon', 'SUBject \t:  Hi ', 'subject:Hi'],
    ['a fold is a blank', 'Subject: one\r\n two\r\n\t three', 'subject:one two three'],
    ['a field without a value', 'X-Empty:', 'x-empty:'],
    ['a field with nothing but blanks and folds', 'X-Empty: \r\n \t', 'x-empty:'],
    ['a value that begins on the second line', 'Message-ID:\r\n <a@b>', 'message-id:<a@b>'],
    ['a colon in the value', 'A: b: c', 'a:b: c'],
  ])('%s', (_what, header, canonical) => {
    expect(canonicalFields(`${header}\r\n\r\nbody`)).toEqual([canonical]);
  });

  it('is what the RFC says, whatever the value', () => {
    fc.assert(
      fc.property(fieldValue, (value) => {
        expect(canonicalFields(`Name:${value}\r\n\r\n`)).toEqual([fieldByTheLetter(`Name:${value}`)]);
      }),
      RUNS,
    );
  });
});

describe('a message taken apart', () => {
  it('keeps repeated fields, in order, and all of the body', () => {
    const { fields, body } = partMessage(
      Buffer.from('A: 1\r\nB: 2\r\na:\r\n 3\r\n\r\n\r\n.dot\r\n\r\nB: 4\r\n'),
    );
    expect(fields.map(({ name }) => name)).toEqual(['a', 'b', 'a']);
    expect(fields.at(-1)?.raw).toBe('a:\r\n 3');
    expect(body).toBe('\r\n.dot\r\n\r\nB: 4\r\n');
  });

  it('may have no body', () => {
    expect(partMessage(Buffer.from('A: 1\r\nB: 2\r\n'))).toEqual({
      fields: [
        { name: 'a', raw: 'A: 1' },
        { name: 'b', raw: 'B: 2' },
      ],
      body: '',
    });
  });
});
