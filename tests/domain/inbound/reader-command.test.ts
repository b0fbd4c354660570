import { describe, expect, test } from 'vitest';
import { readerCommand } from '../../../src/domain/inbound/reader-command.ts';
import { mailOf } from '../../support/inbound-mail.ts';

const asked = (subject: string, ...body: readonly string[]) =>
  readerCommand(mailOf(`Subject: ${subject}`, 'Content-Type: text/plain; charset=utf-8', '', ...body));

describe('a reader asks', () => {
  test.each([
    'STOP',
    'stop.',
    'Unsubscribe!',
    'please unsubscribe me',
    'Désabonner',
    'Abmelden',
    'отписаться',
    '配信停止',
    ' "unsubscribe" ',
  ])('to leave with "%s", as the first line or as the subject', (words) => {
    expect(asked('Re: Quorums', words)).toBe('unsubscribe');
    expect(asked(words)).toBe('unsubscribe');
  });

  test.each(['subscribe', 'Subscribe me', 'anmelden', '订阅'])('to come with "%s"', (words) => {
    expect(asked(words)).toBe('subscribe');
  });

  test('above a signature and what they quote', () => {
    expect(asked('Re: Quorums', '', 'STOP', '-- ', 'Alice', 'On Monday the blog wrote:', '> subscribe')).toBe(
      'unsubscribe',
    );
  });
});

describe('a person writes', () => {
  test('a sentence with such a word in it', () => {
    expect(asked('Re: Quorums', 'Please do not stop, I like it.')).toBeNull();
    expect(asked('Why does stop-and-wait fail?', 'I wondered.')).toBeNull();
  });

  test('a mail whose subject is a quoted one', () => {
    expect(
      asked(
        'Re: stop',
        'I do not think that a worker has to stop when its lease is gone, because '.repeat(5),
      ),
    ).toBeNull();
  });

  test('below what they quote', () => {
    expect(asked('Re: Quorums', '> stop', 'I agree with this.')).toBeNull();
  });
});
