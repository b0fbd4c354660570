import { setImmediate as settled } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/core/clock.ts';
import type { Wiring } from '../../../src/mail/smtp/wiring.ts';
import { mailTo, repeated, sendMany } from './mails.ts';
import type { ScriptedOptions } from './scripted-server.ts';
import { memoryWiring, rehearse } from './virtual-wiring.ts';

describe('with timers and wires of a rehearsal, the client', () => {
  it('sends mails as it does over sockets', async () => {
    const { relay, bodies, clock } = rehearse({ can: ['PIPELINING'] });
    expect(await sendMany(relay, 20)).toEqual(repeated('accepted', 20));
    expect(bodies).toHaveLength(20);
    expect(clock.now()).toBe(0);
  });

  it('says the same words in the same order each time', async () => {
    const run = async () => {
      const script: ScriptedOptions['script'] = (step, nth) =>
        step === '.' && nth === 4 ? 'drop' : undefined;
      const { relay, heard } = rehearse({ can: ['PIPELINING'], script });
      const kinds = await sendMany(relay, 30);
      await settled();
      return { heard, kinds };
    };
    const first = await run();
    expect(first.kinds.filter((kind) => kind === 'no-answer')).toHaveLength(1);
    expect(await run()).toEqual(first);
  });

  it.each([
    ['MAIL', 5 * MINUTE, 'not-sent'],
    ['.', 10 * MINUTE, 'no-answer'],
  ] as const)(
    'waits for an answer to %s as long as RFC 5321 says, without waiting',
    async (at, limit, kind) => {
      const script: ScriptedOptions['script'] = (step) => (step === at ? 'silence' : undefined);
      const { relay, clock, inVirtualTime } = rehearse({ script });
      expect((await inVirtualTime(relay.send(mailTo(1)))).kind).toBe(kind);
      expect(clock.now()).toBe(limit);
    },
  );

  it('gives a connection that never comes up, and ends it', async () => {
    let ended = false;
    const dial: Wiring['dial'] = (_host, _port, signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          ended = true;
          reject(new Error('aborted'));
        });
      });
    const { relay, clock, inVirtualTime } = rehearse({}, { dial });
    const report = await inVirtualTime(relay.send(mailTo(1)));
    expect(report).toMatchObject({
      kind: 'not-sent',
      detail: 'no connection to relay.example:587: no answer within 20 s',
    });
    expect([ended, clock.now()]).toEqual([true, 20 * SECOND]);
  });

  it('gives up a server that stops reading in the middle of a body', async () => {
    const stuck: Wiring['dial'] = async (host, port, signal) => {
      const wire = await memoryWiring(clock.timers, accept).dial(host, port, signal);
      const write = wire._write;
      wire._write = (chunk, encoding, done) => {
        if (chunk.length < 1_000) write.call(wire, chunk, encoding, done);
      };
      return wire;
    };
    const { relay, clock, accept, inVirtualTime } = rehearse({}, { dial: (...to) => stuck(...to) });
    const report = await inVirtualTime(relay.send(mailTo(1, `${'a'.repeat(900)}\r\n`.repeat(30))));
    expect(report).toEqual({
      kind: 'no-answer',
      detail: 'the server stopped reading in the middle of a message',
    });
    expect(clock.now()).toBe(3 * MINUTE);
  });

  it('takes leave of an idle connection after half a minute, and has no alarm left then', async () => {
    const { relay, heard, clock } = rehearse({});
    await relay.send(mailTo(1));
    expect([clock.pending(), clock.ringNext(), clock.now()]).toEqual([1, true, 30 * SECOND]);
    await settled();
    expect([heard.at(-1), clock.pending()]).toEqual(['QUIT', 0]);
  });
});
