import { connect, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mailTo, relayAt, repeated, sendMany } from './mails.ts';
import { type Script, scriptedServer } from './scripted-server.ts';

const CAN = ['PIPELINING', 'ENHANCEDSTATUSCODES'];

/** A wire with a delay of its own: counts how often the client spoke after it had heard something. */
async function longWire(target: number, oneWay: number): Promise<{ url: string; groups: () => number }> {
  let groups = 0;
  let heard = true;
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    near.on('data', (chunk) => {
      if (heard) groups += 1;
      heard = false;
      setTimeout(() => far.write(chunk), oneWay);
    });
    far.on('data', (chunk) => {
      setTimeout(() => {
        heard = true;
        near.write(chunk);
      }, oneWay);
    });
    for (const socket of [near, far]) socket.on('error', () => undefined);
    onTestFinished(() => void near.destroy());
    onTestFinished(() => void far.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return { url: `smtp://127.0.0.1:${address.port}`, groups: () => groups };
}

describe('over a wire of 40 ms,', () => {
  const MAILS = 12;

  async function groupsFor(can: readonly string[]): Promise<number> {
    const server = await scriptedServer({ can });
    const wire = await longWire(server.port, 20);
    const relay = relayAt(wire.url, { maxConnections: 1 });
    expect(await sendMany(relay, MAILS)).toEqual(repeated('accepted', MAILS));
    expect(server.bodies).toHaveLength(MAILS);
    return wire.groups();
  }

  it('a message costs one round trip where the server takes commands together', async () => {
    // EHLO, the first MAIL with RCPT and DATA, and from then on one group a mail.
    expect(await groupsFor(CAN)).toBe(2 + MAILS);
  });

  it('and four where it does not', async () => {
    expect(await groupsFor([])).toBe(1 + 4 * MAILS);
  });
});

it('a mail that comes while another is being answered follows it on the same connection', async () => {
  const server = await scriptedServer({
    can: CAN,
    script: (step, nth, connection) =>
      connection === 1 && (step === '.' || nth === 2) ? 'silence' : undefined,
  });
  const relay = relayAt(server.url, { maxConnections: 1, timeouts: { socket: 400 } });
  const first = relay.send(mailTo(1));
  await expect.poll(() => server.bodies.length).toBe(1);
  const second = relay.send(mailTo(2));
  await expect.poll(() => server.heard.filter((line) => line === 'DATA').length).toBe(2);
  expect((await first).kind).toBe('no-answer'); // its answer never came
  expect((await second).kind).toBe('accepted'); // by another connection: not a byte of it had left
});

describe('when one of a group is refused,', () => {
  const refuseSecond =
    (data: string | undefined): Script =>
    (step, nth) => {
      if (nth !== 2) return undefined;
      if (step === 'RCPT') return '550 5.1.1 no such user';
      return step === 'DATA' ? data : undefined;
    };

  it('its neighbours are taken, and the next begins with RSET', async () => {
    const server = await scriptedServer({ can: CAN, script: refuseSecond('503 5.5.1 no valid recipients') });
    const relay = relayAt(server.url, { maxConnections: 1 });
    expect(await sendMany(relay, 4)).toEqual(['accepted', 'refused', 'accepted', 'accepted']);
    expect(server.heard.filter((line) => line === 'RSET')).toHaveLength(1);
    expect(server.bodies).toHaveLength(3);
    expect(server.connections()).toBe(1);
  });

  it('a server that says 354 all the same gets an empty body (RFC 2920 3.1)', async () => {
    const server = await scriptedServer({
      can: CAN,
      script: (step, nth) =>
        step === '.' && nth === 2 ? '554 5.5.1 no valid recipients' : refuseSecond(undefined)(step, nth, 1),
    });
    const relay = relayAt(server.url, { maxConnections: 1 });
    expect(await sendMany(relay, 4)).toEqual(['accepted', 'refused', 'accepted', 'accepted']);
    expect(server.bodies.map(({ length }) => length > 2)).toEqual([true, false, true, true]);
    expect(server.connections()).toBe(1);
  });
});
