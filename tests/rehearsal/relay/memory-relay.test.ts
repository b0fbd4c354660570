import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/core/clock.ts';
import { openSmtpRelay } from '../../../src/mail/smtp/smtp-relay.ts';
import {
  type Mischief,
  noMischief,
  type WireFault,
  type WireStep,
} from '../../../src/rehearsal/faults/mischief.ts';
import { Letters } from '../../../src/rehearsal/relay/letters.ts';
import { MemoryRelay } from '../../../src/rehearsal/relay/memory-relay.ts';
import { actor, emptyWorld, START } from '../world/worlds.ts';

const BODY = 'Subject: Hi\r\n\r\n.a dot\r\n..two\r\nplain\r\n';

function mailTo(reader: number) {
  const messageId = `<${reader}@blog.example>`;
  const raw = Buffer.from(`Message-ID: ${messageId}\r\n${BODY}`);
  const envelope = { from: 'bounce@blog.example', to: `reader-${reader}@example.org` };
  return { envelope, messageId, raw };
}

/** Our own client and the relay in memory, on one wire. */
function onOneWire(mischief: Partial<Mischief> = {}) {
  const { world, lines } = emptyWorld();
  const letters = new Letters();
  const offers = ['PIPELINING', '8BITMIME', 'SIZE 1000000'];
  const house = { world, letters, offers, mischief: { ...noMischief, ...mischief }, taken: () => undefined };
  const relays = new MemoryRelay(house);
  const wiring = relays.lineFor(world.timersOf(actor('client')));
  const url = 'smtp://author:secret@relay.example:587?connections=2';
  const client = openSmtpRelay(url, { name: 'blog.example', wiring });
  const send = async (count: number) => {
    const reports = Promise.all(Array.from({ length: count }, (_, index) => client.send(mailTo(index + 1))));
    await world.run(world.time + DAY);
    return (await reports).map(({ kind }) => kind);
  };
  return { world, letters, relays, wiring, client, send, lines };
}

/** One fault, once. */
function once(step: WireStep, fault: WireFault): Partial<Mischief> {
  let isDone = false;
  return {
    wire: (moment) => {
      if (moment.step !== step || isDone) return null;
      isDone = true;
      return fault;
    },
  };
}

describe('the relay in memory', () => {
  it('takes mails over STARTTLS and a login, each once, whatever dots are in them', async () => {
    const { send, letters } = onOneWire();
    expect(await send(30)).toEqual(Array.from({ length: 30 }, () => 'accepted'));
    expect(letters.count).toBe(30);
    expect([...letters.messages()].every(([, copies]) => copies.length === 1)).toBe(true);
    expect(letters.copiesOf('<7@blog.example>')[0]?.to).toBe('reader-7@example.org');
  });

  it('says the same in the same order each time', async () => {
    const lines = async () => {
      const wire = onOneWire(once('dot', { kind: 'done-unsaid' }));
      await wire.send(20);
      return wire.lines;
    };
    expect(await lines()).toEqual(await lines());
  });

  it('refuses connections while it is away, and breaks off those it has', async () => {
    const { send, relays, world } = onOneWire();
    relays.switchOff('relay.example');
    expect(await send(2)).toEqual(['not-sent', 'not-sent']);
    relays.switchOn(null);
    expect(await send(2)).toEqual(['accepted', 'accepted']);
    expect(world.time).toBe(START + 2 * DAY);
  });
});

/** What the client may say of the mail that met the fault. It may also have tried again by itself, on another connection. */
const NOT_SENT: WireFault[] = [
  { kind: 'break-off' },
  { kind: 'garbage' },
  { kind: 'half-answer' },
  { kind: 'silence' },
];

describe('a fault before the body', () => {
  const steps: WireStep[] = ['greeting', 'EHLO', 'STARTTLS', 'AUTH', 'MAIL', 'RCPT', 'DATA'];
  const cases = steps.flatMap((step) => NOT_SENT.map((fault) => [fault.kind, step, fault] as const));
  it.each(cases)('%s at %s leaves nobody in doubt', async (_kind, step, fault) => {
    const { send, letters } = onOneWire(once(step, fault));
    for (const [index, kind] of (await send(6)).entries()) {
      const copies = letters.copiesOf(`<${index + 1}@blog.example>`).length;
      expect([kind, copies]).toEqual(kind === 'accepted' ? ['accepted', 1] : ['not-sent', 0]);
    }
  });

  it.each(['connect', 'TLS'] as const)('at %s, too', async (step) => {
    const { send, letters } = onOneWire(once(step, { kind: 'break-off' }));
    const kinds = await send(4);
    expect(kinds.filter((kind) => kind === 'accepted')).toHaveLength(letters.count);
    expect(kinds.every((kind) => kind === 'accepted' || kind === 'not-sent')).toBe(true);
  });
});

describe('a fault at or after the dot', () => {
  it.each([
    ['done-unsaid', 1],
    ['half-answer', 1],
    ['garbage', 1],
    ['silence', 1],
    ['break-off', 0],
  ] as const)('%s leaves one mail in doubt, and the relay is the one to know', async (kind, copies) => {
    const { send, letters, world } = onOneWire(once('dot', { kind }));
    const kinds = await send(1);
    expect(kinds).toEqual(['no-answer']);
    expect(letters.copiesOf('<1@blog.example>')).toHaveLength(copies);
    expect(world.time - (letters.doubtedAt('reader-1@example.org') ?? 0)).toBeLessThan(2 * DAY);
  });

  it('silence is for good: what was sent behind the dot is not answered in its place', async () => {
    let silenced: string | null = null;
    const { send, letters } = onOneWire({
      wire: ({ step, to }) => {
        if (silenced !== null) return step === 'MAIL' ? { kind: 'refuse', reply: '554 5.7.1 policy' } : null;
        if (step !== 'dot' || letters.count < 4) return null;
        silenced = to;
        return { kind: 'silence' };
      },
    });
    const kinds = await send(12);
    const mail = Number(/\d+/.exec(silenced ?? '')?.[0]);
    expect(kinds[mail - 1]).toBe('no-answer');
    expect(letters.copiesOf(`<${mail}@blog.example>`)).toHaveLength(1);
  });

  it.each(['break-off', 'silence'] as const)('%s in the middle of a body does the same', async (kind) => {
    const { send, letters } = onOneWire(once('body', { kind }));
    expect(await send(1)).toEqual(['no-answer']);
    expect([letters.count, letters.doubtedAt('reader-1@example.org') === null]).toEqual([0, false]);
  });
});

describe('an answer that is no fault of the wire', () => {
  it.each([
    ['RCPT', '550 5.1.1 no such user'],
    ['RCPT', '451 4.7.1 grey-listed'],
    ['MAIL', '450 4.2.1 too fast'],
    ['DATA', '451 4.3.0 later'],
    ['dot', '452 4.5.3 quota'],
    ['dot', '554 5.7.1 policy'],
  ] as const)('at %s, %s, is a refusal, and the others go on', async (step, reply) => {
    const { send, letters } = onOneWire(once(step, { kind: 'refuse', reply }));
    const kinds = await send(5);
    expect(kinds.filter((kind) => kind === 'refused')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'accepted')).toHaveLength(4);
    expect(letters.count).toBe(4);
  });

  it('is waited for as long as RFC 5321 asks, and no longer', async () => {
    const patient = onOneWire(once('dot', { kind: 'slow', by: 9 * MINUTE }));
    expect(await patient.send(1)).toEqual(['accepted']);
    const late = onOneWire(once('dot', { kind: 'slow', by: HOUR }));
    expect(await late.send(1)).toEqual(['no-answer']);
    expect(late.letters.count).toBe(1);
  });
});
