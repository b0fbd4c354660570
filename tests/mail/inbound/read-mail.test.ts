import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { header } from '../../../src/domain/inbound/inbound-mail.ts';
import { MOST_OCTETS, readInboundMail } from '../../../src/mail/inbound/read-mail.ts';
import { mailOf } from '../../support/inbound-mail.ts';

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );

describe('the header of a mail that came in', () => {
  test('is unfolded, and its encoded words are decoded, even where one cuts a character in two', () => {
    const mail = mailOf('Subject: =?utf-8?B?TsOpIQ==?= and', ' =?utf-8?B?w6k=?=', '', 'hi');
    expect(header(mail, 'subject')).toBe('Né! and é');
    expect(header(mailOf('Subject: =?utf-8?B?w?=', '\t=?utf-8?B?6k=?=', '', 'hi'), 'subject')).not.toContain(
      '=?',
    );
    expect(header(mailOf('Subject: =?utf-8?Q?=C3?=', '\t=?utf-8?Q?=A9_e?=', '', 'hi'), 'subject')).toBe(
      'é e',
    );
  });

  test('may stand behind the line of an mbox file and have fields that are none', () => {
    const mail = mailOf('From alice Thu Jan  1 00:00:00 2026', 'no field at all', 'Subject: hi', '', 'words');
    expect(header(mail, 'subject')).toBe('hi');
    expect(mail.parts[0]?.text).toBe('words');
  });
});

describe('the text of a part', () => {
  test.each([
    ['ISO-2022-JP', bytes([0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x42]), 'あ'],
    ['koi8-r', bytes([0xf0, 0xd2, 0xc9]), 'При'],
    ['windows-1252', bytes([0x80]), '€'],
    ['no-such-charset', bytes('é'), 'é'],
  ])('is decoded from %s', (charset, body, text) => {
    const mail = readInboundMail(
      Buffer.concat([bytes(`Content-Type: text/plain; charset=${charset}\n\n`), body]),
    );
    expect(mail.parts[0]?.text).toBe(text);
  });

  test.each([
    [
      'gb18030',
      bytes([0xd3, 0xca, 0xbc, 0xfe, 0xce, 0xde, 0xb7, 0xa8, 0xcb, 0xcd, 0xb4, 0xef]),
      '邮件无法送达',
    ],
    [
      'windows-1251',
      bytes([0xcf, 0xe8, 0xf1, 0xfc, 0xec, 0xee, 0x20, 0xed, 0xe5, 0x20, 0xe4, 0xee, 0xf8, 0xeb, 0xee]),
      'Письмо не дошло',
    ],
  ])('that names no charset is read as the script it makes words of: %s', (_, body, text) => {
    expect(readInboundMail(Buffer.concat([bytes('Subject: hi\n\n'), body])).parts[0]?.text).toBe(text);
  });

  test('loses its transfer encoding, and HTML its tags but not an address in angle brackets', () => {
    const mail = mailOf(
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      '<p style=3D"color:red">Not sent to &lt;alice=40example.org&gt;<br>Sor=',
      'ry</p><style>p { }</style>',
    );
    expect(mail.parts[0]?.text.trim()).toBe('Not sent to <alice@example.org>\nSorry');
  });
});

describe('the parts of a mail', () => {
  const nested = (...inner: readonly string[]) => [
    'Content-Type: multipart/mixed; boundary=outer',
    '',
    'preamble',
    '--outer',
    ...inner,
  ];

  test('are read in order, nested ones and returned messages as well', () => {
    const mail = mailOf(
      ...nested(
        'Content-Type: multipart/alternative; boundary=outer-in',
        '',
        '--outer-in',
        '',
        'one',
        '--outer-in',
        'Content-Type: text/html',
        '',
        '<b>two</b>',
        '--outer-in--',
      ),
      '--outer',
      'Content-Type: message/rfc822',
      '',
      'Subject: inner',
      '',
      'three',
      '--outer--',
      'epilogue',
    );
    expect(mail.parts.map(({ type, text, isReturned }) => [type, text.trim(), isReturned])).toEqual([
      ['text/plain', 'one', false],
      ['text/html', 'two', false],
      ['message/rfc822', 'Subject: inner\n\nthree', true],
    ]);
    expect(mail.parts[2]?.message?.parts[0]?.text).toBe('three');
  });

  test('are read to the end when the last boundary is missing, and as text when there is none at all', () => {
    expect(mailOf(...nested('', 'cut off')).parts.map(({ text }) => text)).toEqual(['cut off']);
    expect(mailOf('Content-Type: multipart/mixed; boundary=x', '', 'no parts').parts[0]?.text).toBe(
      'no parts',
    );
  });
});

/** What is not read in linear time does not end within the time that a test has. */
describe('a mail that is made to hurt', () => {
  test('with ten thousand parts inside one another is read to a certain depth', () => {
    const open = Array.from(
      { length: 10_000 },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
    );
    expect(readInboundMail(Buffer.from(open.join(''))).parts.length).toBeLessThan(10);
  });

  test('with ten thousand parts beside one another is read up to a certain number', () => {
    const parts = Array.from({ length: 10_000 }, () => '--b\n\nx\n').join('');
    const mail = readInboundMail(Buffer.from(`Content-Type: multipart/mixed; boundary=b\n\n${parts}`));
    expect(mail.parts).toHaveLength(200);
  });

  test('with messages inside messages is opened a few times only', () => {
    const open = 'Content-Type: message/rfc822\n\n'.repeat(10_000);
    let depth = 0;
    for (let mail = readInboundMail(Buffer.from(open)); mail.parts[0]?.message; mail = mail.parts[0].message)
      depth += 1;
    expect(depth).toBeLessThan(5);
  });

  test('and is of any size is read as far as a report may reach', () => {
    const mail = readInboundMail(
      Buffer.concat([Buffer.from('Subject: big\n\n'), Buffer.alloc(8 * MOST_OCTETS, 'a ')]),
    );
    expect(header(mail, 'subject')).toBe('big');
    expect(mail.parts[0]?.text.length).toBeLessThan(MOST_OCTETS);
  });

  test('is whatever it is: nothing makes it throw', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'Content-Type: multipart/mixed; boundary="b"',
        '--b',
        '--b--',
        '',
        ' folded',
        'Content-Transfer-Encoding: base64',
        'Content-Type: text/plain; charset=utf-16',
        'Subject: =?iso-2022-jp?B?GyRC?=',
        'Content-Type: message/rfc822',
        '\0',
      ),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.constantFrom('\n', '\r\n', '\r'), (lines, end) => {
        const mail = readInboundMail(Buffer.from(lines.join(end), 'utf8'));
        expect(mail.parts.length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 500 },
    );
  });
});
