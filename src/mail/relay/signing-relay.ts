import type { Clock } from '../../core/clock.ts';
import { messageOf } from '../../core/errors.ts';
import { signableOf } from '../dkim/signable.ts';
import type { MailSigner } from '../dkim/signer.ts';
import type { WireForm } from '../smtp/wire-form.ts';
import type { OutgoingMail, Relay } from './relay.ts';

/**
 * The same relay, given only what is signed: a mail that cannot be signed does not leave (`not-sent`, `signing`). One that was written elsewhere is
 * handed on as it is: we cannot vouch for its From.
 */
export function signingRelay(relay: Relay, signer: MailSigner, clock: Clock): Relay {
  const toSign = (mail: OutgoingMail): MailToSign =>
    mail instanceof MailToSign ? mail : new MailToSign(mail, sign(mail, signer, clock));
  return {
    ...relay,
    prepare: (mail) => (mail.written === 'elsewhere' ? mail : toSign(mail)),
    send: async (mail, signal) => {
      if (mail.written === 'elsewhere') return relay.send(mail, signal);
      const signed = await toSign(mail).signed;
      return typeof signed === 'string'
        ? { kind: 'not-sent', fault: 'signing', detail: signed }
        : relay.send(signed, signal);
    },
  };
}

/** The signed mail, or in words why there is none. */
async function sign(mail: OutgoingMail, signer: MailSigner, clock: Clock): Promise<SignedMail | string> {
  try {
    const signatures = await signer.signatures(mail.signable ?? signableOf(mail.raw), clock.now());
    return new SignedMail(mail, signatures);
  } catch (error) {
    return messageOf(error);
  }
}

/** A mail that is being signed. */
class MailToSign implements OutgoingMail {
  readonly envelope: OutgoingMail['envelope'];
  readonly messageId: string;
  readonly #mail: OutgoingMail;
  /** Or in words why it cannot be. Never rejects. */
  readonly signed: Promise<SignedMail | string>;

  constructor(mail: OutgoingMail, signed: Promise<SignedMail | string>) {
    this.envelope = mail.envelope;
    this.messageId = mail.messageId;
    this.#mail = mail;
    this.signed = signed;
  }

  get raw(): Buffer {
    return this.#mail.raw;
  }
}

/** A mail with its signatures in front. As one buffer it is put together only for who asks. */
class SignedMail implements OutgoingMail {
  readonly envelope: OutgoingMail['envelope'];
  readonly messageId: string;
  readonly form?: WireForm;
  readonly #mail: OutgoingMail;
  readonly #signatures: string;

  constructor(mail: OutgoingMail, signatures: string) {
    this.envelope = mail.envelope;
    this.messageId = mail.messageId;
    this.#mail = mail;
    this.#signatures = signatures;
    if (mail.form === undefined) return;
    const { eightBit, pieces, size } = mail.form;
    // What is signed is as it was, and no line of a signature begins with a dot.
    this.form = { eightBit, pieces: [signatures, ...pieces], size: size + signatures.length };
  }

  get raw(): Buffer {
    return Buffer.concat([Buffer.from(this.#signatures, 'latin1'), this.#mail.raw]);
  }
}
