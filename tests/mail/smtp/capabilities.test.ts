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
