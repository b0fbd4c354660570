import { expect, it } from 'vitest';
import { CLIENTS } from '../../../src/mail/lint/clients.ts';
import { HARMLESS } from '../../../src/mail/lint/harmless.ts';
import { lintMail } from '../../../src/mail/lint/lint-mail.ts';

const mail = (body: string) => `<html><body>\n${body}\n</body></html>`;

it('names what programs lack, which ones, and where it is first used', async () => {
  const { lacked } = await lintMail(
    mail('<p>a</p>\n<p style="display:grid">b</p>\n<p style="display:grid">c</p>'),
  );
  expect(lacked.find(({ feature }) => feature === 'display:grid')).toEqual({
    feature: 'display:grid',
    clients: expect.arrayContaining(['outlook.windows', 'gmail.desktop-webmail']),
    line: 3,
    instead: null,
  });
});

it('says of what does no harm what a reader sees instead', async () => {
  const { lacked } = await lintMail(mail('<p style="border-radius:4px">a</p>'));
  expect(lacked.find(({ feature }) => feature === 'border-radius')).toMatchObject({
    instead: 'corners are square',
  });
});

it('tells what is known in part, with what is known of it', async () => {
  const { partly } = await lintMail(mail('<p style="padding:4px">a</p>'));
  const padding = partly.find(({ feature }) => feature === 'padding');
  expect(padding?.clients).toContain('outlook.windows');
  expect(padding?.notes.join()).toContain('table cells');
});

it('finds nothing in a mail of plain paragraphs but its body', async () => {
  const { lacked } = await lintMail(mail('<p>a</p>'));
  expect(lacked.map(({ feature }) => feature)).toEqual(['<body> element']);
});

it('has a reason for each feature that may be lacked, and a name for each program', () => {
  for (const words of [...Object.values(HARMLESS), ...Object.values(CLIENTS)]) expect(words).toMatch(/\S/);
});
