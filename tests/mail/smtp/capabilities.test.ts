import { describe, expect, it } from 'vitest';
import { mailTo, relayAt } from './mails.ts';
import { type ScriptedServer, scriptedServer } from './scripted-server.ts';

const PLAIN = 'Subject: Hi\r\n\r\nGood morning\r\n';
const EIGHT_BIT_BODY = 'Subject: Hi\r\n\r\nGrüß Gott\r\n';
const EIGHT_BIT_HEADER = 'Subject: Grüße\r\n\r\nGood morning\r\n';

async function mailCommand(can: readonly string[], to: string, text: string): Promise<string | undefined> {
  const server = await scriptedServer({ can });
  expect((await relayAt(server.url).send(mailTo(to, text))).kind).toBe('accepted');
  return server.heard.find((line) => line.startsWith('MAIL'));
}

describe('MAIL names what the server offers and the mail needs:', () => {
  it.each([
    [[], 'alice@example.org', PLAIN, ''],
    [['8BITMIME', 'SMTPUTF8'], 'alice@example.org', PLAIN, ''],
    [['SIZE'], 'alice@example.org', PLAIN, ` SIZE=${PLAIN.length}`],
    [['SIZE 1000', '8BITMIME'], 'alice@example.org', EIGHT_BIT_BODY, ' SIZE=28 BODY=8BITMIME'],
    [['8BITMIME', 'SMTPUTF8'], 'alice@example.org', EIGHT_BIT_HEADER, ' BODY=8BITMIME SMTPUTF8'],
    [['SMTPUTF8', '8BITMIME'], 'zoë@example.org', PLAIN, ' SMTPUTF8'],
  ])('%j, %s, %j: "%s"', async (can, to, text, parameters) => {
    expect(await mailCommand(can, to, text)).toBe(`MAIL FROM:<bounce@blog.example>${parameters}`);
  });
});

describe('where DSN is offered,', () => {
  async function commandsFor(to: string, messageId: string, can = ['DSN', 'SMTPUTF8', 'SIZE']) {
    const server = await scriptedServer({ can });
    expect((await relayAt(server.url).send({ ...mailTo(to, PLAIN), messageId })).kind).toBe('accepted');
    const find = (verb: string) => server.heard.find((line) => line.startsWith(verb)) ?? '';
    return { mail: find('MAIL'), rcpt: find('RCPT') };
  }

  it('a bounce will name the message and the reader, and bring its header', async () => {
    const { mail, rcpt } = await commandsFor('alice@example.org', '<e.12.345.9f00ab@blog.example>');
    expect(mail).toBe(
      `MAIL FROM:<bounce@blog.example> SIZE=${PLAIN.length} RET=HDRS ENVID=e.12.345.9f00ab@blog.example`,
    );
    expect(rcpt).toBe('RCPT TO:<alice@example.org> NOTIFY=FAILURE ORCPT=rfc822;alice@example.org');
  });

  it('what would end a parameter is encoded', async () => {
    const { mail, rcpt } = await commandsFor('alice+a=b@example.org', '<a=b c\r\nDATA+é@blog.example>');
    expect(mail).toMatch(/ENVID=a\+3Db\+20c\+0D\+0ADATA\+2B\+C3\+A9@blog\.example$/);
    expect(rcpt).toMatch(/ORCPT=rfc822;alice\+2Ba\+3Db@example\.org$/);
  });

  it('what has no room is left out, and no command is longer than 512 octets', async () => {
    const { mail, rcpt } = await commandsFor(`${'+'.repeat(240)}@example.org`, `<${'x'.repeat(101)}>`);
    expect(mail).toMatch(/ RET=HDRS$/);
    expect(rcpt).toMatch(/> NOTIFY=FAILURE$/);
    const long = await commandsFor(`${'a'.repeat(188)}@example.org`, `<${'='.repeat(33)}>`);
    expect(long.rcpt).toContain('ORCPT=rfc822;aaa');
    expect(long.mail).toContain('ENVID=+3D+3D');
    for (const command of [mail, rcpt, long.mail, long.rcpt])
      expect(Buffer.byteLength(`${command}\r\n`, 'latin1')).toBeLessThanOrEqual(512);
  });

  it('an address that is not ASCII is left to the server', async () => {
    expect((await commandsFor('zoë@example.org', '<1@b>')).rcpt).toMatch(/> NOTIFY=FAILURE$/);
  });
});

it('where DSN is not offered, nothing is said of it', async () => {
  expect(await mailCommand(['SIZE'], 'alice@example.org', PLAIN)).not.toMatch(/RET|ENVID/);
});

describe('what a server cannot take fails alone:', () => {
  async function sendAmongOthers(can: readonly string[], to: string, text: string) {
    const server: ScriptedServer = await scriptedServer({ can: ['PIPELINING', ...can] });
    const relay = relayAt(server.url, { maxConnections: 1 });
    const mails = [mailTo(1), mailTo(to, text), mailTo(3)];
    const [before, report, after] = await Promise.all(mails.map((mail) => relay.send(mail)));
    expect([before?.kind, after?.kind]).toEqual(['accepted', 'accepted']);
    expect(server.bodies).toHaveLength(2);
    return report;
  }

  it.each([
    ['an address that needs SMTPUTF8', [], 'zoë@example.org', PLAIN, 'address'],
    ['an address with a line end', [], 'a@b\r\nDATA', PLAIN, 'address'],
    ['an address with a bracket', [], 'a@b> SIZE=1', PLAIN, 'address'],
    ['an address that is too long', [], `${'a'.repeat(250)}@example.org`, PLAIN, 'address'],
    ['no address', [], '', PLAIN, 'address'],
    ['a body that needs 8BITMIME', [], 'alice@example.org', EIGHT_BIT_BODY, 'message'],
    ['a header that needs SMTPUTF8', ['8BITMIME'], 'alice@example.org', EIGHT_BIT_HEADER, 'message'],
    ['a message over SIZE', ['SIZE 40'], 'alice@example.org', `${PLAIN}${PLAIN}`, 'message'],
    ['a bare line feed', [], 'alice@example.org', 'Subject: Hi\r\n\r\nbare\nfeed\r\n', 'message'],
  ])('%s', async (_what, can, to, text, fault) => {
    expect(await sendAmongOthers(can, to, text)).toMatchObject({ kind: 'not-sent', fault });
  });
});
