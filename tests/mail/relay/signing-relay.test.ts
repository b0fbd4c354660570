import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../src/core/clock.ts';
import { type Signable, signableOf } from '../../../src/mail/dkim/signable.ts';
import type { MailSigner } from '../../../src/mail/dkim/signer.ts';
import type { OutgoingMail, Relay } from '../../../src/mail/relay/relay.ts';
import { signingRelay } from '../../../src/mail/relay/signing-relay.ts';
import { wireForm } from '../../../src/mail/smtp/wire-form.ts';
import { OPENED_AT } from '../views.ts';

const RAW = Buffer.from('From: ali@blog.example\r\nTo: alice@example.org\r\n\r\nHello,  Alice \r\n');
const SIGNATURE = 'DKIM-Signature: v=1; b=abc\r\n';
const ALICE: OutgoingMail = {
  envelope: { from: 'bounce@blog.example', to: 'alice@example.org' },
  messageId: '<e.1.1@blog.example>',
  raw: RAW,
};

/** A relay that keeps what it is given, behind a signer that keeps what it is asked to sign. */
function house(signatures: MailSigner['signatures'] = async () => SIGNATURE) {
  const given: OutgoingMail[] = [];
  const asked: Signable[] = [];
  const relay: Relay = {
    send: async (mail) => {
      given.push(mail);
      return { kind: 'accepted', reply: '250 Ok' };
    },
    close: () => undefined,
    connections: 1,
    describe: () => 'a relay',
  };
  const signer: MailSigner = {
    signatures: (message, at) => {
      asked.push(message);
      return signatures(message, at);
    },
  };
  return { relay: signingRelay(relay, signer, new VirtualClock(OPENED_AT)), given, asked };
}

describe('a relay that signs', () => {
  it('hands on the mail as it was, with its signatures in front', async () => {
    const { relay, given, asked } = house();
    await relay.send(ALICE);
    expect(asked).toEqual([signableOf(RAW)]);
    expect(given[0]?.raw.toString()).toBe(SIGNATURE + RAW.toString());
    expect(given[0]).toMatchObject({ envelope: ALICE.envelope, messageId: ALICE.messageId });
  });

  it('puts the signatures in front of what is ready for the wire too, and has nothing put together for that', async () => {
    const { relay, given, asked } = house();
    const formed = wireForm(RAW);
    if (!formed.ok) throw new Error(formed.reason);
    const signable = { header: 'From: a@blog.example', relaxedBody: ['Hello\r\n'] };
    const never = (): never => expect.unreachable('nobody asked for the message as one buffer');
    const mail = { ...ALICE, form: formed.form, signable };
    await relay.send(Object.defineProperty(mail, 'raw', { get: never }));
    expect(asked).toEqual([signable]);
    const { pieces, size } = given[0]?.form ?? { pieces: [], size: 0 };
    expect(pieces.join('')).toBe(`${SIGNATURE}${RAW.toString()}.\r\n`);
    expect(size).toBe(SIGNATURE.length + RAW.length);
  });

  it('signs once, and ahead, what it was told to prepare', async () => {
    const { relay, given, asked } = house();
    const prepared = relay.prepare?.(ALICE) ?? ALICE;
    expect(asked).toHaveLength(1);
    expect(given).toEqual([]);
    await relay.send(prepared);
    expect(asked).toHaveLength(1);
    expect(given[0]?.raw.toString()).toContain(SIGNATURE);
    expect(prepared.raw).toBe(RAW);
  });

  it.each(['prepared', 'not prepared'])('lets nothing leave that cannot be signed, %s', async (how) => {
    const { relay, given } = house(() => Promise.reject(new Error('the key broke')));
    const mail = how === 'prepared' ? (relay.prepare?.(ALICE) ?? ALICE) : ALICE;
    const refusal = { kind: 'not-sent', fault: 'signing', detail: 'the key broke' };
    expect(await relay.send(mail)).toEqual(refusal);
    expect(given).toEqual([]);
  });
});
