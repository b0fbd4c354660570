import type { Clock } from '../../core/clock.ts';
import { messageOf } from '../../core/errors.ts';
import type { MailSigner } from '../dkim/signer.ts';
import type { OutgoingMail, Relay } from './relay.ts';

/** The same relay, given only what is signed: a mail that cannot be signed does not leave (`not-sent`, `signing`). */
export function signingRelay(relay: Relay, signer: MailSigner, clock: Clock): Relay {
  return {
    ...relay,
    send: async (mail, signal) => {
      const signed = await sign(mail, signer, clock);
      return typeof signed === 'string'
        ? { kind: 'not-sent', fault: 'signing', detail: signed }
        : relay.send(signed, signal);
    },
  };
}

/** The signed mail, or in words why there is none. */
async function sign(mail: OutgoingMail, signer: MailSigner, clock: Clock): Promise<OutgoingMail | string> {
  const { envelope, messageId, raw, form } = mail;
  try {
    const signed = await signer.sign(raw, clock.now());
    if (form === undefined) return { envelope, messageId, raw: signed };
    // What is signed is as it was: only the signatures stand in front of it, and no line of those begins with a dot.
    const signatures = signed.subarray(0, signed.length - raw.length);
    const { eightBit, pieces, size } = form;
    return {
      envelope,
      messageId,
      raw: signed,
      form: { eightBit, pieces: [signatures, ...pieces], size: size + signatures.length },
    };
  } catch (error) {
    return messageOf(error);
  }
}
