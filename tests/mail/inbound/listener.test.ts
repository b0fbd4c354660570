import { expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { listening, OURS } from './listening.ts';
import { rawClient, sayAll } from './raw-client.ts';

const MAIL = 'Subject: Hello\r\n\r\nGood morning.\r\n.';
const [NEWS = '', SUBSCRIBE = '', UNSUBSCRIBE = ''] = OURS;

test('it greets with its own name and no version, and offers neither a login nor a look at who reads', async () => {
  const { listener } = await listening();
  const client = rawClient(listener.port);
  expect(await client.answer()).toBe('220 blog.example ESMTP Fortnight');
  const offers = await client.say('EHLO client.example');
  expect(offers.split('\r\n').map((line) => line.slice(4))).toEqual([
    'blog.example',
    'PIPELINING',
    '8BITMIME',
    'SMTPUTF8',
    'ENHANCEDSTATUSCODES',
    'SIZE 26214400',
  ]);
  expect(
    await sayAll(client, [
      'AUTH PLAIN AGEAYg==',
      'VRFY news',
      'EXPN news',
      'STARTTLS',
      'XCLIENT ADDR=1.2.3.4',
    ]),
  ).toEqual(['500', '500', '500', '500', '500']);
});

test('a mail for us is kept with its envelope and one more Received on top, before 250 is said', async () => {
  const { greeted, kept } = await listening();
  const client = await greeted();
  expect(await sayAll(client, [`MAIL FROM:<Alice@Example.com>`, `RCPT TO:<${SUBSCRIBE}>`, 'DATA'])).toEqual([
    '250',
    '250',
    '354',
  ]);
  expect(await client.say(MAIL)).toBe('250 2.6.0 it is kept');
  expect(kept).toMatchObject([{ way: 'smtp', envelope: { from: 'Alice@example.com', to: [SUBSCRIBE] } }]);
  const [head = '', ...rest] = kept
    .map(({ raw }) => raw.toString())
    .join('')
    .split(/(?=Subject:)/);
  expect(rest.join('')).toBe('Subject: Hello\r\n\r\nGood morning.\r\n');
  expect(head.replace(/id \w+/, 'id ID')).toBe(
    `${[
      'Return-Path: <Alice@example.com>',
      'Received: from client.example ([127.0.0.1])',
      '\tby blog.example with ESMTP id ID',
      `\tfor <${SUBSCRIBE}>;`,
      '\tTue, 08 Dec 2026 17:00:00 +0000',
    ].join('\r\n')}\r\n`,
  );
});

test('a null sender has an empty envelope sender, and several recipients are not told of one another', async () => {
  const { greeted, kept } = await listening();
  const client = await greeted();
  await sayAll(client, ['MAIL FROM:<>', `RCPT TO:<${NEWS}>`, `RCPT TO:<${UNSUBSCRIBE}>`, 'DATA', MAIL]);
  expect(kept[0]?.envelope).toEqual({ from: '', to: [NEWS, UNSUBSCRIBE] });
  expect(kept[0]?.raw.toString()).toMatch(/^Return-Path: <>\r\n/);
  expect(kept[0]?.raw.toString()).not.toMatch(/\tfor </);
});

test('what a client calls itself is not believed to be harmless', async () => {
  const { greeted, kept } = await listening();
  const client = await greeted();
  await sayAll(client, ['EHLO (evil);by', 'MAIL FROM:<>', `RCPT TO:<${NEWS}>`, 'DATA', MAIL]);
  expect(kept[0]?.raw.toString()).toContain('Received: from unknown ([127.0.0.1])');
});

test('nobody else gets mail through us', async () => {
  const { greeted, kept } = await listening();
  const client = await greeted();
  await client.say('MAIL FROM:<alice@example.com>');
  for (const address of [
    'someone@elsewhere.example',
    'news@example.org.evil.example',
    'news%elsewhere.example@example.net',
    'postmaster',
  ])
    expect(await client.say(`RCPT TO:<${address}>`)).toBe('550 5.1.1 there is no such recipient here');
  expect(await client.say('DATA')).toMatch(/^503 /);
  // A source route is ignored, as RFC 5321 appendix C asks: what counts is the address.
  expect(await client.say('RCPT TO:<@elsewhere.example:bob@example.com>')).toMatch(/^550 5\.1\.1/);
  expect(kept).toEqual([]);
});

test('the bare postmaster is that of our domain, where it is ours', async () => {
  const { greeted, kept } = await listening({ postmasterAt: NEWS });
  const client = await greeted();
  await sayAll(client, ['MAIL FROM:<>', 'RCPT TO:<Postmaster>', 'DATA', MAIL]);
  expect(kept[0]?.envelope?.to).toEqual([NEWS]);
});

test('a domain comes to us in the one form in which it is compared, and a local part as it was written', async () => {
  const asked: string[] = [];
  const { greeted } = await listening({
    isOurs: async (address) => {
      asked.push(address);
      return false;
    },
  });
  const client = await greeted();
  await sayAll(client, [
    'MAIL FROM:<> SMTPUTF8',
    'RCPT TO:<News@XN--BCHER-KVA.example>',
    'RCPT TO:<News@Bücher.Example>',
  ]);
  expect(asked).toEqual(['News@xn--bcher-kva.example', 'News@xn--bcher-kva.example']);
});

test('when it cannot be said whether an address is ours, the sender tries again', async () => {
  const { greeted, logged } = await listening({
    isOurs: () => Promise.reject(new AppError('invalid', 'the calendar is broken')),
  });
  const client = await greeted();
  await client.say('MAIL FROM:<>');
  expect(await client.say(`RCPT TO:<${NEWS}>`)).toMatch(/^451 4\.3\.0 /);
  expect(logged.join()).toContain('the calendar is broken');
});

test('a mail that could not be kept is answered with 451, and the next try may succeed', async () => {
  let tries = 0;
  const { greeted, logged } = await listening({
    takeMail: async () => {
      tries += 1;
      if (tries === 1) throw new AppError('unavailable', 'the disk is full');
      return { kind: 'known' };
    },
  });
  const client = await greeted();
  const send = () => sayAll(client, ['MAIL FROM:<>', `RCPT TO:<${NEWS}>`, 'DATA']);
  await send();
  expect(await client.say(MAIL)).toBe('451 4.3.0 it could not be kept, try again');
  expect(logged.join()).toContain('the disk is full');
  await send();
  expect(await client.say(MAIL)).toMatch(/^250 /);
});

test('by LMTP each recipient is answered for, and one that is named twice only once', async () => {
  const { greeted, kept } = await listening({ protocol: 'lmtp' });
  const client = await greeted();
  expect(await client.say('EHLO client.example')).toMatch(/^500 /);
  expect(
    await sayAll(client, [
      'MAIL FROM:<>',
      `RCPT TO:<${NEWS}>`,
      'RCPT TO:<nobody@example.org>',
      `RCPT TO:<${SUBSCRIBE}>`,
      `RCPT TO:<${NEWS.toUpperCase()}>`,
      'DATA',
    ]),
  ).toEqual(['250', '250', '550', '250', '451', '354']);
  expect([await client.say(MAIL), await client.answer()]).toEqual(Array(2).fill('250 2.6.0 it is kept'));
  expect(await client.say('NOOP')).toBe('250 2.0.0 OK');
  expect(kept).toMatchObject([{ way: 'lmtp', envelope: { to: [NEWS, SUBSCRIBE] } }]);
});

test('by LMTP each recipient hears of a failure', async () => {
  const { greeted } = await listening({
    protocol: 'lmtp',
    takeMail: () => Promise.reject(new Error('disk I/O error')),
  });
  const client = await greeted();
  await sayAll(client, ['MAIL FROM:<>', `RCPT TO:<${NEWS}>`, `RCPT TO:<${SUBSCRIBE}>`, 'DATA']);
  const refusal = '451 4.3.0 it could not be kept, try again';
  expect([await client.say(MAIL), await client.answer()]).toEqual([refusal, refusal]);
});

test('a port that is taken is told of with what to do', async () => {
  const { listener } = await listening();
  const second = listening({ port: listener.port });
  await expect(second).rejects.toMatchObject({
    code: 'unavailable',
    help: expect.stringContaining('INBOUND_LISTEN'),
  });
});

test('a host that is none is told of', async () => {
  await expect(listening({ host: '192.0.2.1' })).rejects.toMatchObject({ code: 'unavailable' });
});
