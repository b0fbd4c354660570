import { describe, expect, it } from 'vitest';
import { relayAt, repeated, sendMany } from './mails.ts';
import { type Script, type ScriptedServer, scriptedServer } from './scripted-server.ts';

/** Commands that went out one at a time since the first of them was refused. */
function lastVerbs(server: ScriptedServer, count: number): (string | undefined)[] {
  return server.heard.slice(-count).map((line) => line.split(' ')[0]);
}

const MIXED_UP: readonly (readonly [string, Script])[] = [
  [
    'answers DATA before MAIL',
    (step, _nth, connection) => {
      if (connection > 1) return undefined;
      if (step === 'MAIL') return '354 go on already';
      return step === 'DATA' ? '250 fine' : undefined;
    },
  ],
  ['swallows the reply to RCPT', (step, nth) => (step === 'RCPT' && nth === 1 ? 'silence' : undefined)],
  ['answers MAIL twice', (step, nth) => (step === 'MAIL' && nth === 1 ? '250 fine\r\n250 fine' : undefined)],
  ['complains', (step, nth) => (step === 'RCPT' && nth === 1 ? '554 SMTP synchronization error' : undefined)],
];

describe('a server that offers PIPELINING and', () => {
  it.each(MIXED_UP)('%s is spoken to step by step, and every mail is taken once', async (_what, script) => {
    const server = await scriptedServer({ can: ['PIPELINING'], script });
    const relay = relayAt(server.url, { maxConnections: 1, timeouts: { socket: 400 } });
    expect(await sendMany(relay, 5)).toEqual(repeated('accepted', 5));
    expect(server.bodies).toHaveLength(5);
    expect(server.connections()).toBe(2);
    expect(lastVerbs(server, 6)).toEqual(['MAIL', 'RCPT', 'DATA', 'MAIL', 'RCPT', 'DATA']);
  });

  it('forgets what came together is left after a while, and spoken to step by step', async () => {
    const server = await scriptedServer({ can: ['PIPELINING'], forgetful: true });
    const relay = relayAt(server.url, { maxConnections: 1, timeouts: { socket: 400 } });
    expect(await sendMany(relay, 3)).toEqual(repeated('accepted', 3));
    expect(server.bodies).toHaveLength(3);
  });

  it('swallows the reply to a final dot has not said that it has the mail', async () => {
    const script: Script = (step, nth) => (step === '.' && nth === 1 ? 'silence' : undefined);
    const server = await scriptedServer({ can: ['PIPELINING'], script });
    const relay = relayAt(server.url, { maxConnections: 1 });
    expect(await sendMany(relay, 3)).toEqual(['no-answer', 'accepted', 'accepted']);
    expect(server.bodies).toHaveLength(3);
  });

  it('hangs up behind the reply to a final dot has said that it has the mail', async () => {
    const script: Script = (step, nth) => (step === 'MAIL' && nth === 2 ? 'drop' : undefined);
    const server = await scriptedServer({ can: ['PIPELINING'], script });
    const relay = relayAt(server.url, { maxConnections: 1 });
    expect(await sendMany(relay, 3)).toEqual(repeated('accepted', 3));
    expect(server.bodies).toHaveLength(3);
  });
});
