import { describe, expect, it } from 'vitest';
import { mailTo, relayAt } from './mails.ts';
import { type Script, scriptedServer } from './scripted-server.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

async function logIn(mechanisms: string, script: Script, query = '') {
  const server = await scriptedServer({ can: [`AUTH ${mechanisms}`], script });
  const relay = relayAt(`smtp://ali:s%40cret@127.0.0.1:${server.port}${query}`);
  const report = await relay.send(mailTo(1));
  return { report, said: server.heard.filter((line) => !/^(EHLO|MAIL|RCPT|DATA|QUIT)/.test(line)) };
}

const welcome: Script = (step) => (step === 'AUTH' ? '235 2.7.0 welcome' : undefined);

describe('a login', () => {
  it('goes by PLAIN where that is offered', async () => {
    const { report, said } = await logIn('LOGIN PLAIN', welcome);
    expect(report.kind).toBe('accepted');
    expect(said).toEqual([`AUTH PLAIN ${base64('\0ali\0s@cret')}`]);
  });

  it('goes by LOGIN where only that is', async () => {
    const script: Script = (step) => {
      if (step === 'AUTH') return '334 VXNlcm5hbWU6';
      if (step === base64('ali')) return '334 UGFzc3dvcmQ6';
      return step === base64('s@cret') ? '235 2.7.0 welcome' : undefined;
    };
    const { report, said } = await logIn('LOGIN', script);
    expect(report.kind).toBe('accepted');
    expect(said).toEqual(['AUTH LOGIN', base64('ali'), base64('s@cret')]);
  });

  it('goes by XOAUTH2 with ?auth=xoauth2', async () => {
    const { report, said } = await logIn('PLAIN XOAUTH2', welcome, '?auth=xoauth2');
    expect(report.kind).toBe('accepted');
    expect(said).toEqual([`AUTH XOAUTH2 ${base64('user=ali\x01auth=Bearer s@cret\x01\x01')}`]);
  });

  it('by a stale token hears the refusal out', async () => {
    const script: Script = (step) => {
      if (step === 'AUTH') return `334 ${base64('{"status":"400"}')}`;
      return step === '' ? '535 5.7.8 token expired' : undefined;
    };
    const { report, said } = await logIn('XOAUTH2', script, '?auth=xoauth2');
    expect(report).toEqual({ kind: 'not-sent', fault: 'login', detail: '535 5.7.8 token expired' });
    expect(said.at(-1)).toBe('');
  });

  it.each([
    ['535 5.7.8 wrong', 'login'],
    ['534 5.7.9 too weak', 'login'],
    ['454 4.7.0 try later', 'connection'],
  ])('that is answered with %s is a fault of: %s', async (reply, fault) => {
    const { report } = await logIn('PLAIN', (step) => (step === 'AUTH' ? reply : undefined));
    expect(report).toEqual({ kind: 'not-sent', fault, detail: reply });
  });

  it.each([
    ['GSSAPI', ''],
    ['PLAIN', '?auth=xoauth2'],
  ])('for which only %s is offered is not tried%s', async (mechanisms, query) => {
    const { report, said } = await logIn(mechanisms, welcome, query);
    expect(report).toMatchObject({ kind: 'not-sent', fault: 'login' });
    expect(said).toEqual([]);
  });
});
