import { expect, test } from 'vitest';
import { decodeForeignText } from '../../src/core/foreign-text.ts';

const text = 'Brücke – “x”\n';

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16, as spreadsheets call Unicode', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16, the other way round', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ['Windows-1252', Buffer.from('4272fc636b652096209378940d0a', 'hex')],
  ['old line ends', Buffer.from(text.replace('\n', '\r'))],
])('%s is read', (_name, bytes) => expect(decodeForeignText(bytes)).toBe(text));

test('a spreadsheet that was not saved as text is none', () => {
  expect(decodeForeignText(Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0x00]))).toBeNull();
});
