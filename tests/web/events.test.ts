import { beforeEach, describe, expect, test } from 'vitest';
import { HOUR } from '../../src/core/clock.ts';
import type { Provider } from '../../src/domain/inbound/feedback.ts';
import {
  AMAZON_CERTIFICATE,
  CERTIFICATE_URL,
  fromMailgun,
  fromSendgrid,
  fromSns,
  fromWebhook,
  MAILGUN_KEY,
  type Posted,
  SENDGRID_KEY,
  sesBounce,
  sesComplaint,
  TOPIC,
  WEBHOOK_SECRET,
} from '../support/provider-events.ts';
import { ALICE, addActive, BOB, CAROL, hashFor } from '../support/readers.ts';
import { readerAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { type Visitor, visitorOf } from '../support/visitor.ts';

const POSTMARK_SECRET = 'a-path-that-nobody-guesses';
const ENVIRONMENT = {
  FORTNIGHT_EVENTS_SES: `${TOPIC}, arn:aws:sns:us-east-1:123456789012:others`,
  FORTNIGHT_EVENTS_POSTMARK: POSTMARK_SECRET,
  FORTNIGHT_EVENTS_MAILGUN: MAILGUN_KEY,
  FORTNIGHT_EVENTS_SENDGRID: SENDGRID_KEY,
  FORTNIGHT_EVENTS_WEBHOOK: WEBHOOK_SECRET,
};

let house: TestApp;
let provider: Visitor;
let fetched: string[];
let amazon: (url: string) => Promise<string>;
beforeEach(async () => {
  house = await openTestApp({ environment: ENVIRONMENT });
  fetched = [];
  amazon = async (url) => (url === CERTIFICATE_URL ? AMAZON_CERTIFICATE : '<ConfirmSubscriptionResponse/>');
  const fetchText = (url: string) => {
    fetched.push(url);
    return amazon(url);
  };
  provider = visitorOf({ ...house.app, fetchText });
  await addActive(house.app, ALICE, BOB);
});

const now = () => house.clock.now();
const post = async (path: string, { body, headers }: Posted) =>
  (await provider.post(path, body, { 'Sec-Fetch-Site': 'cross-site', ...headers })).status;
const stateOf = async (reader: string) => (await readerAt(house.app.store, reader)).state.kind;
const suppressionOf = (typed: string) => house.app.store.suppressionOf(hashFor(house.app, typed));

const mailgunComplaint = (id: string, recipient = ALICE) => ({ event: 'complained', id, recipient });
const sendgridComplaint = { event: 'spamreport', sg_event_id: 'e', email: ALICE };
const webhookComplaint = { type: 'complaint', data: { address: ALICE } };
const postmarkComplaint = (): Posted => ({
  body: JSON.stringify({ RecordType: 'SpamComplaint', ID: 1, Email: ALICE }),
  headers: {},
});

const COMPLAINTS: readonly (readonly [Provider, string, () => Posted])[] = [
  ['ses', '/events/ses', () => fromSns(sesComplaint(ALICE), now())],
  ['postmark', `/events/postmark/${POSTMARK_SECRET}`, postmarkComplaint],
  ['mailgun', '/events/mailgun', () => fromMailgun(mailgunComplaint('e'), now())],
  ['sendgrid', '/events/sendgrid', () => fromSendgrid([sendgridComplaint], now())],
  ['webhook', '/events/webhook', () => fromWebhook(webhookComplaint, now())],
];

describe.each(COMPLAINTS)('a complaint that %s tells of', (name, path, made) => {
  test('unsubscribes and suppresses, once, and is logged without the address', async () => {
    const posted = made();
    expect(await post(path, posted)).toBe(200);
    expect(await stateOf(ALICE)).toBe('unsubscribed');
    expect(await suppressionOf(ALICE)).toBe('complained');
    expect(await stateOf(BOB)).toBe('active');
    const history = await house.app.store.events(100);
    expect(await post(path, posted)).toBe(200);
    expect(await house.app.store.events(100)).toEqual(history);
    const lines = house.logged.filter((line) => line.includes(name));
    expect(lines).toEqual([
      `${name} told: bounce 0, complaint 1, unsubscribe 0; 1 suppressed, 1 unsubscribed`,
    ]);
  });

  test('is refused when it is cut off, with a line in the log, and nothing happens', async () => {
    const { body, headers } = made();
    expect(await post(path, { body: body.slice(0, -1), headers })).toBe(name === 'postmark' ? 400 : 401);
    expect(await stateOf(ALICE)).toBe('active');
    expect(house.logged.filter((line) => line.startsWith(`events from ${name} refused`))).toHaveLength(1);
  });

  test('is too much above 256 KiB, with and without a length', async () => {
    const { body, headers } = made();
    const large = { body: body + ' '.repeat(256 * 1024), headers };
    expect(await post(path, large)).toBe(413);
    const length = { 'Content-Length': String(large.body.length) };
    expect(await post(path, { ...large, headers: { ...headers, ...length } })).toBe(413);
    expect(await stateOf(ALICE)).toBe('active');
  });

  test('is for nobody where the provider is not set up', async () => {
    const closed = visitorOf((await house.another({})).app);
    const { body, headers } = made();
    expect((await closed.post(path, body, headers)).status).toBe(404);
    expect(await stateOf(ALICE)).toBe('active');
  });
});

test('looking at an address changes nothing, and there are no other addresses', async () => {
  for (const path of ['/events/ses', `/events/postmark/${POSTMARK_SECRET}`])
    expect((await provider.get(path)).status).toBe(404);
  for (const path of ['/events/other', '/events/ses/x', '/events/webhook/x'])
    expect(await post(path, fromSns(sesComplaint(ALICE), now()))).toBe(404);
  expect(await post('/events/postmark', postmarkComplaint())).toBe(401);
});

test('a batch of SendGrid is applied as a whole', async () => {
  const events = [
    { event: 'bounce', type: 'bounce', sg_event_id: '1', email: ALICE, status: '5.1.1' },
    { event: 'unsubscribe', sg_event_id: '2', email: BOB },
    { event: 'open', sg_event_id: '3', email: BOB },
    ...Array.from({ length: 400 }, (_, number) => ({
      event: 'spamreport',
      sg_event_id: `more ${number}`,
      email: `stranger${number}@example.net`,
    })),
  ];
  expect(await post('/events/sendgrid', fromSendgrid(events, now()))).toBe(200);
  expect([await suppressionOf(ALICE), await stateOf(BOB)]).toEqual(['bounced', 'unsubscribed']);
  expect(house.logged.at(-1)).toContain('401 suppressed, 1 unsubscribed');
});

describe('a signature of Mailgun', () => {
  test('is good for the event that it came with, and for no other', async () => {
    const opened = fromMailgun({ event: 'opened', id: 'a', recipient: ALICE }, now());
    expect(await post('/events/mailgun', opened)).toBe(200);
    const stolen = fromMailgun(mailgunComplaint('b'), now());
    expect(await post('/events/mailgun', stolen)).toBe(403);
    expect(await stateOf(ALICE)).toBe('active');
    expect(await post('/events/mailgun', opened)).toBe(200);
    expect(house.logged.at(-1)).toContain('was used before');
  });

  test('is refused when it is old', async () => {
    const posted = fromMailgun(mailgunComplaint('a'), now());
    house.clock.advance(10 * HOUR);
    expect(await post('/events/mailgun', posted)).toBe(401);
  });
});

describe('what Amazon posts', () => {
  const SUBSCRIBE_URL = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37';

  test('is verified by a certificate that is fetched once', async () => {
    const bounce = sesBounce('Permanent', 'General', { emailAddress: ALICE });
    expect(await post('/events/ses', fromSns(bounce, now()))).toBe(200);
    expect(await post('/events/ses', fromSns(sesComplaint(BOB), now(), { MessageId: 'unclear' }))).toBe(200);
    expect([await suppressionOf(ALICE), await suppressionOf(BOB)]).toEqual(['bounced', 'complained']);
    expect(fetched).toEqual([CERTIFICATE_URL]);
  });

  test('confirms a subscription to a topic of ours, by asking Amazon', async () => {
    const confirmation = { Type: 'SubscriptionConfirmation', SubscribeURL: SUBSCRIBE_URL };
    expect(await post('/events/ses', fromSns('subscribe?', now(), confirmation))).toBe(200);
    expect(fetched).toEqual([CERTIFICATE_URL, SUBSCRIBE_URL]);
    expect(house.logged.at(-1)).toBe(`subscribed to ${TOPIC}`);
  });

  test('does not make us ask anybody else', async () => {
    const elsewhere = { Type: 'SubscriptionConfirmation', SubscribeURL: 'https://evil.example/' };
    expect(await post('/events/ses', fromSns('subscribe?', now(), elsewhere))).toBe(401);
    const others = [
      { SigningCertURL: 'https://evil.example/a.pem' },
      { SigningCertURL: 'https://sns.us-east-1.amazonaws.com/a.pem' },
    ];
    for (const change of others)
      expect(await post('/events/ses', fromSns(sesComplaint(ALICE), now(), change))).toBe(401);
    expect(fetched).toEqual([CERTIFICATE_URL]);
    expect(await stateOf(ALICE)).toBe('active');
  });

  test('of a topic that is not ours is refused before anything is fetched', async () => {
    const TopicArn = TOPIC.replace('123456789012', '999999999999');
    const confirmation = { Type: 'SubscriptionConfirmation', SubscribeURL: SUBSCRIBE_URL, TopicArn };
    expect(await post('/events/ses', fromSns('subscribe?', now(), confirmation))).toBe(403);
    expect(await post('/events/ses', fromSns(sesComplaint(ALICE), now(), { TopicArn }))).toBe(403);
    expect(fetched).toEqual([]);
  });

  test('the end of a subscription is logged, and not undone', async () => {
    const end = { Type: 'UnsubscribeConfirmation', SubscribeURL: SUBSCRIBE_URL };
    expect(await post('/events/ses', fromSns('bye', now(), end))).toBe(200);
    expect(fetched).toEqual([CERTIFICATE_URL]);
    expect(house.logged.at(-1)).toContain('was ended');
  });

  test('is asked for again while Amazon cannot be reached', async () => {
    amazon = () => Promise.reject(new Error('no route'));
    expect(await post('/events/ses', fromSns(sesComplaint(ALICE), now()))).toBe(503);
    expect(await stateOf(ALICE)).toBe('active');
    house.clock.advance(HOUR);
    amazon = async () => AMAZON_CERTIFICATE;
    expect(await post('/events/ses', fromSns(sesComplaint(ALICE), now()))).toBe(200);
  });

  test('that is no event, as when a topic is tried out, is taken and changes nothing', async () => {
    expect(await post('/events/ses', fromSns('Successfully validated SNS topic', now()))).toBe(200);
    expect([await stateOf(ALICE), await suppressionOf(CAROL)]).toEqual(['active', null]);
  });
});
