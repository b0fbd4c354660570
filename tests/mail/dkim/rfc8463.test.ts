import { describe, expect, it } from 'vitest';
import { readRecord } from '../../../src/mail/dkim/record.ts';
import { verifySignatures } from '../../../src/mail/dkim/verify.ts';

/** The keys and the message of RFC 8463, appendix A: published facts, made by somebody else's program. */
const RECORDS = new Map([
  [
    'brisbane._domainkey.football.example.com',
    'v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
  ],
  [
    'test._domainkey.football.example.com',
    'v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB',
  ],
]);

const MESSAGE = [
  'DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;',
  ' d=football.example.com; i=@football.example.com;',
  ' q=dns/txt; s=brisbane; t=1528637909; h=from : to :',
  ' subject : date : message-id : from : subject : date;',
  ' bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;',
  ' b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus',
  ' Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==',
  'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;',
  ' d=football.example.com; i=@football.example.com;',
  ' q=dns/txt; s=test; t=1528637909; h=from : to : subject :',
  ' date : message-id : from : subject : date;',
  ' bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;',
  ' b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3',
  ' DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz',
  ' dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=',
  'From: Joe SixPack <joe@football.example.com>',
  'To: Suzie Q <suzie@shopping.example.net>',
  'Subject: Is dinner ready?',
  'Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)',
  'Message-ID: <20030712040037.46341.5F8J@football.example.com>',
  '',
  'Hi.',
  '',
  'We lost the game.  Are you hungry yet?',
  '',
  'Joe.',
  '',
].join('\r\n');

describe('the signed message of RFC 8463, appendix A', () => {
  it('holds under both of its keys', () => {
    const verdicts = verifySignatures(Buffer.from(MESSAGE), (name) => RECORDS.get(name) ?? null);
    expect(verdicts.map(({ selector, fault }) => [selector, fault])).toEqual([
      ['brisbane', null],
      ['test', null],
    ]);
  });

  it('holds under neither with one word changed', () => {
    const changed = Buffer.from(MESSAGE.replace('dinner', 'supper'));
    const faults = verifySignatures(changed, (name) => RECORDS.get(name) ?? null).map(({ fault }) => fault);
    expect(faults).toEqual(Array(2).fill('the header or the signature was changed'));
  });

  it('comes with records that can be read', () => {
    expect([...RECORDS.values()].map(readRecord)).toMatchObject([
      { algorithm: 'ed25519', testing: false },
      { algorithm: 'rsa', testing: false },
    ]);
  });
});
