import { describe, expect, test } from 'vitest';
import { confirmingReply } from '../../../src/domain/inbound/confirming-reply.ts';
import { mailOf } from '../../support/inbound-mail.ts';

const said = (...body: readonly string[]) =>
  confirmingReply(mailOf('Subject: Re: Confirm', 'Content-Type: text/plain; charset=utf-8', '', ...body));

/** What a mail program puts below. Our own words in it speak of not having asked. */
const QUOTED = ['> If you did not ask for this, do nothing: without the button no further mail will come.'];

describe('a reply to a confirmation', () => {
  test.each([
    '',
    'Yes',
    'yes, please!',
    'OK.',
    'Confirmed',
    'Ja, bitte',
    'Oui !',
    'Sí',
    'Да',
    'はい。',
    'subscribe',
    '👍',
  ])('is a yes with "%s"', (words) => {
    expect(said(words)).toBe('yes');
    expect(said(words, '', 'On Mon, 7 Dec 2026 at 18:00, Blog <news@example.org>', 'wrote:', ...QUOTED)).toBe(
      'yes',
    );
  });

  test.each([
    'No',
    'No, thanks.',
    'no - who are you?',
    'STOP',
    'Unsubscribe',
    'Not me!',
    'I did not ask for this.',
    "Sorry, but I didn't sign up.",
    'Please stop sending me this',
    'Nein danke',
    'Das habe ich nicht angefordert',
    'Non merci',
    'Je n’ai rien demandé',
    'No, gracias',
    'No fui yo',
    'Não pedi isto',
    'Non sono stato io',
    'Dit was ik niet',
    'Нет',
    'Это не я',
    '申し込んでいません',
    '我没有订阅',
  ])('is a no with "%s"', (words) => {
    expect(said(words)).toBe('no');
    expect(said('Hello,', '', words, '', ...QUOTED)).toBe('no');
  });

  test.each([
    'Yes, and I have a question about quorums.',
    'No problem, looking forward to it',
    'Nothing to add, I will read it',
  ])('is a yes with more with "%s"', (words) => {
    expect(said(words)).toBe('more');
  });

  test.each([
    ['Von: Blog <news@example.org>'],
    ['Am 07.12.2026 um 18:00 schrieb Blog:'],
    ['пн, 7 дек. 2026 г. в 18:00, Blog <news@example.org>:'],
    ['-----Original Message-----'],
    ['________________________________'],
  ])('says nothing of its own below "%s", where some programs quote without a mark', (line) => {
    expect(said('Ja', '', line, 'If you did not ask for this, do nothing.')).toBe('yes');
  });
});
