import { describe, expect, it } from 'vitest';
import { mailTo, relayAt, repeated, sendMany } from './mails.ts';
import { type Script, scriptedServer } from './scripted-server.ts';

const CAN = ['PIPELINING'];

describe('connections', () => {
  it('are as many as are allowed, kept, and used again', async () => {
    const server = await scriptedServer({ can: CAN });
    const relay = relayAt(server.url, { maxConnections: 3 });
    for (let round = 0; round < 4; round += 1)
      expect(await sendMany(relay, 12)).toEqual(repeated('accepted', 12));
    expect(server.connections()).toBe(3);
    expect(server.bodies).toHaveLength(48);
  });

  it('are no more than the URL says', async () => {
    const server = await scriptedServer({ can: CAN });
    expect(await sendMany(relayAt(`${server.url}?connections=2`), 30)).toEqual(repeated('accepted', 30));
    expect(server.connections()).toBe(2);
  });

  it('are one for one mail at a time', async () => {
    const server = await scriptedServer({ can: CAN });
    const relay = relayAt(server.url);
    for (let number = 0; number < 5; number += 1) await relay.send(mailTo(number));
    expect(server.connections()).toBe(1);
  });

  it('that the server closed meanwhile are replaced, and nobody notices', async () => {
    const script: Script = (step, nth, connection) =>
      step === 'MAIL' && nth > 1 && connection === 1 ? 'drop' : undefined;
    const server = await scriptedServer({ can: CAN, script });
    const relay = relayAt(server.url, { maxConnections: 1 });
    expect((await relay.send(mailTo(1))).kind).toBe('accepted');
    expect((await relay.send(mailTo(2))).kind).toBe('accepted');
    expect(server.connections()).toBe(2);
  });

  it('of a server that ends each after a few mails follow one another', async () => {
    const served = new Map<number, number>();
    const script: Script = (step, _nth, connection) => {
      if (step !== 'MAIL') return undefined;
      served.set(connection, (served.get(connection) ?? 0) + 1);
      return (served.get(connection) ?? 0) > 3 ? '421 4.7.0 enough for now' : undefined;
    };
    const server = await scriptedServer({ can: CAN, script });
    const relay = relayAt(server.url, { maxConnections: 1 });
    expect(await sendMany(relay, 10)).toEqual(repeated('accepted', 10));
    expect(server.bodies).toHaveLength(10);
  });

  it('beyond what the server allows are given up, and the others carry on', async () => {
    const script: Script = (step, _nth, connection) =>
      step === 'connect' && connection > 2 ? '421 4.7.0 too many connections' : undefined;
    const server = await scriptedServer({ can: CAN, script });
    const relay = relayAt(server.url, { maxConnections: 6 });
    expect(await sendMany(relay, 40)).toEqual(repeated('accepted', 40));
    expect(server.connections()).toBeLessThanOrEqual(6);
  });

  it('that all fail fail every mail that waits, and the next try is a new one', async () => {
    let down = true;
    const server = await scriptedServer({
      script: (step) => (step === 'connect' && down ? 'drop' : undefined),
    });
    const relay = relayAt(server.url, { maxConnections: 2 });
    expect(await sendMany(relay, 5)).toEqual(repeated('not-sent', 5));
    down = false;
    expect(await sendMany(relay, 5)).toEqual(repeated('accepted', 5));
  });
});

describe('a connection that breaks under a stream of mails', () => {
  it('leaves one open, and the others go another way, each once', async () => {
    const server = await scriptedServer({
      can: CAN,
      script: (step, nth) => (step === '.' && nth === 4 ? 'drop' : undefined),
    });
    const relay = relayAt(server.url, { maxConnections: 1 });
    const kinds = await sendMany(relay, 10);
    expect(kinds.filter((kind) => kind === 'no-answer')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'accepted')).toHaveLength(9);
    expect(server.bodies).toHaveLength(10); // the tenth is the one nobody can know of
  });
});

describe('a mail that is called off', () => {
  it('while it waits is not sent', async () => {
    const server = await scriptedServer({
      can: CAN,
      script: (step, nth) => (step === '.' || nth > 1 ? 'silence' : undefined),
    });
    const relay = relayAt(server.url, { maxConnections: 1 });
    const { signal, abort } = abortable();
    const sends = [1, 2, 3].map((number) => relay.send(mailTo(number), signal));
    await expect.poll(() => server.bodies.length).toBe(1);
    abort();
    const kinds = (await Promise.all(sends)).map(({ kind }) => kind);
    expect(kinds).toEqual(['no-answer', 'not-sent', 'not-sent']);
  });

  it('with its 354 on the way has no body, not even an empty one', async () => {
    const { signal, abort } = abortable();
    const script: Script = (step, nth) => {
      if (step === 'DATA' && nth === 1) abort();
      return undefined;
    };
    const server = await scriptedServer({ can: CAN, script });
    const relay = relayAt(server.url, { maxConnections: 1 });
    const [called, other] = await Promise.all([relay.send(mailTo(1), signal), relay.send(mailTo(2))]);
    expect(called).toMatchObject({ kind: 'not-sent', fault: 'connection' });
    expect(server.bodies.map(String)).toEqual(other?.kind === 'accepted' ? [String(mailTo(2).raw)] : []);
  });
});

describe('closing', () => {
  it('takes leave of idle connections, and sends nothing more', async () => {
    const server = await scriptedServer({ can: CAN });
    const relay = relayAt(server.url);
    await relay.send(mailTo(1));
    relay.close();
    expect(await relay.send(mailTo(2))).toMatchObject({ kind: 'not-sent', fault: 'connection' });
    await expect.poll(() => server.heard.at(-1)).toBe('QUIT');
  });

  it('lets a mail in hand be finished', async () => {
    const server = await scriptedServer({
      can: CAN,
      script: (step) => void (step === 'body' && relay.close()),
    });
    const relay = relayAt(server.url);
    expect((await relay.send(mailTo(1))).kind).toBe('accepted');
    await expect.poll(() => server.heard.at(-1)).toBe('QUIT');
  });
});

function abortable(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
