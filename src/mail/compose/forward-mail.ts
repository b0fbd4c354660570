import type { Instant } from '../../core/clock.ts';
import type { EmailAddress } from '../../core/email-address.ts';
import type { OutgoingMail } from '../relay/relay.ts';
import { wireForm } from '../smtp/wire-form.ts';
import { headerValue } from './header-value.ts';

export interface ForwardHeaders {
  /** Ours: who hands it on. */
  readonly from: EmailAddress;
  readonly envelopeFrom: string;
  readonly to: EmailAddress;
  readonly date: Instant;
  /** From `messageIdFor`: by it we know the mail again, should it come back. */
  readonly messageId: string;
}

/**
 * Hands a mail on as it came, with a block of `Resent-` fields before it (RFC 5322 3.6.6): whoever signed it signed none of those, and nothing else
 * is touched but line ends that no server would take, and what no header can begin with.
 */
export function composeForward(raw: Buffer, headers: ForwardHeaders): OutgoingMail {
  const { from, to, date, messageId, envelopeFrom } = headers;
  const fields: readonly (readonly [string, string])[] = [
    ['Resent-Date', new Date(date).toUTCString().replace('GMT', '+0000')],
    ['Resent-From', from],
    ['Resent-To', to],
    ['Resent-Message-ID', messageId],
  ];
  const head = fields.map(([name, value]) => `${name}: ${headerValue(name, value)}\r\n`).join('');
  const whole = Buffer.from(head + mended(raw.toString('latin1')), 'latin1');
  const formed = wireForm(whole);
  return {
    envelope: { from: envelopeFrom, to },
    messageId,
    raw: whole,
    written: 'elsewhere',
    ...(formed.ok ? { form: asItCame(formed.form) } : {}),
  };
}

/** What follows must be a header, or an empty line: the mark of a mailbox file goes, and before what begins with neither an empty line comes. */
function mended(text: string): string {
  const bare = /(?<!\r)\n|\r(?!\n)/.test(text) ? text.replace(/\r\n|\r|\n/g, '\r\n') : text;
  const message = bare.replace(/^(?:\r\n)+/, '').replace(/^From [^\r\n]*\r\n/, '');
  return /^[!-9;-~]+[ \t]*:/.test(message) ? message : `\r\n${message}`;
}

/** Octets above ASCII in a header came to us without a word, and go on like that: few servers know the extension that has words for it (RFC 6532). */
function asItCame(form: NonNullable<OutgoingMail['form']>): NonNullable<OutgoingMail['form']> {
  return form.eightBit === 'header' ? { ...form, eightBit: 'body' } : form;
}
