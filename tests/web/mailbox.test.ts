import { expect, test } from 'vitest';
import { mailsTo, sendAll } from '../support/post-office.ts';
import { addPending, BOB } from '../support/readers.ts';
import { openTestApp } from '../support/test-app.ts';
import { visitorOf } from '../support/visitor.ts';

async function mailboxWithOne() {
  const house = await openTestApp();
  await addPending(house.app, BOB);
  await sendAll(house.app);
  const [mail] = await mailsTo(house.app, BOB);
  if (mail === undefined) throw new Error('no mail');
  return { house, mail, visitor: visitorOf(house.app) };
}

test('lists the mails and shows each one, part by part', async () => {
  const { mail, visitor } = await mailboxWithOne();
  expect((await visitor.get('/mailbox')).html).toContain(`/mailbox/${mail.id}`);
  for (const part of ['', '/text', '/source', '/headers', '/frame']) {
    expect((await visitor.get(`/mailbox/${mail.id}${part}`)).status, part).toBe(200);
  }
  expect((await visitor.get(`/mailbox/${mail.id}/text`)).html).toContain('/confirm/');
});

test('shows a mail in a frame that can run nothing and ask nobody', async () => {
  const { mail, visitor } = await mailboxWithOne();
  const policy =
    (await visitor.get(`/mailbox/${mail.id}/frame`)).headers.get('Content-Security-Policy') ?? '';
  expect(policy).toMatch(/^sandbox /);
  expect(policy).not.toContain('allow-scripts');
  expect(policy).toContain("default-src 'none'");
});

test('hands a mail out as a file', async () => {
  const { mail, visitor } = await mailboxWithOne();
  const { headers } = await visitor.get(`/mailbox/${mail.id}/raw`);
  expect(headers.get('Content-Type')).toContain('message/rfc822');
  expect(headers.get('Content-Disposition')).toBe(`attachment; filename="${mail.id}.eml"`);
});

test.each(['x', '..%2fsecret', '%2e%2e%2f%2e%2e%2fcalendar', '00000000000001-1-000001', 'x/raw', 'x/frame'])(
  'there is no mail %s',
  async (id) => {
    const { visitor } = await mailboxWithOne();
    const answer = await visitor.get(`/mailbox/${id}`);
    expect(answer.status).toBe(404);
    expect(answer.html).not.toContain('blog:');
  },
);

test('looking at a mail as HEAD changes nothing and has no body', async () => {
  const { mail, visitor } = await mailboxWithOne();
  expect(await visitor.head(`/mailbox/${mail.id}`)).toMatchObject({ status: 200, html: '' });
});

test('does not exist when a mail server is set up', async () => {
  const { house, mail } = await mailboxWithOne();
  const real = await house.another({ SMTP_URL: 'smtp://127.0.0.1:2525' });
  const visitor = visitorOf(real.app);
  for (const path of ['/mailbox', `/mailbox/${mail.id}`, `/mailbox/${mail.id}/raw`]) {
    expect((await visitor.get(path)).status, path).toBe(404);
  }
});
