import { describe, expect, test } from 'vitest';
import { folded, oneOf, phraseFinder, phrases } from '../../../../src/domain/inbound/phrases/phrase.ts';

const isIn = (phrase: string, text: string) => oneOf([phrase]).test(folded(text));

describe('a phrase', () => {
  test('is found whatever the case, the accents, the quotes and the ends of lines', () => {
    expect(isIn("n'a pas été délivré", 'Votre message N’A PAS\r\n> ETE  DELIVRE.')).toBe(true);
    expect(isIn('пользователь не найден', 'ПОЛЬЗОВАТЕЛЬ НЕ НАЙДЕН')).toBe(true);
    expect(isIn('見つかりません', 'ドメインが見つかりません。')).toBe(true);
  });

  test('begins and ends with words of Latin letters, unless it says otherwise', () => {
    expect(isIn('full', 'carefully')).toBe(false);
    expect(isIn('exceed-', 'quota exceeded')).toBe(true);
    expect(isIn('exceed', 'quota exceeded')).toBe(false);
    expect(isIn('-daemon', 'maildaemon')).toBe(true);
  });

  test('may leave a gap within a sentence, in which addresses and hosts may stand', () => {
    expect(isIn('mailbox ~ is full', 'The mailbox <alice@example.org> is full')).toBe(true);
    expect(isIn('mailbox ~ is full', 'No such mailbox. The moon is full')).toBe(false);
    expect(isIn('mailbox ~ is full', `mailbox ${'very '.repeat(30)}is full`)).toBe(false);
  });
});

test('of several tables the first counts, wherever its phrase stands', () => {
  const finder = phraseFinder([['mailbox full'], ['user unknown', 'no such user']]);
  expect(finder.find('user unknown, or mailbox full')).toBe(0);
  expect(finder.find('no such user')).toBe(1);
  expect(finder.find('hello')).toBe(-1);
});

test('a table is written with bars or lines between its phrases', () => {
  expect(phrases('\n  one two | three\n  four\n')).toEqual(['one two', 'three', 'four']);
});
