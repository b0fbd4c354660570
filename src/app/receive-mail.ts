import { uniqueForm } from '../core/email-address.ts';
import { keyedHash } from '../core/keyring.ts';
import type { ArrivingMail, Received } from '../domain/inbound/arriving-mail.ts';
import { header, type InboundMail } from '../domain/inbound/inbound-mail.ts';
import { senderOf } from '../domain/inbound/may-answer.ts';
import { oneLine } from '../mail/compose/mailbox-name.ts';
import { fingerprintOf } from '../mail/inbound/fingerprint.ts';
import { applyMail } from './apply-mail.ts';
import type { App } from './context.ts';
import { readArrived } from './read-arrived.ts';

/** In characters. More of a field is shown by nobody. */
const SHOWN = 200;

/**
 * Takes a mail that came in, by whichever way: it is kept, and then what it asks is done, once. What is kept and not applied when the process ends is
 * applied at the next look (`applyKeptMails`). Rejects only when the mail could not be kept. @throws AppError `configuration`, `unavailable`
 */
export async function receiveMail(app: App, arriving: ArrivingMail): Promise<Received> {
  const arrived = readArrived(app, arriving);
  const { mail, classified, intent } = arrived;
  const id = await app.store.keepInbound(
    {
      fingerprint: fingerprintOf(arriving.raw, mail.headers),
      way: arriving.way,
      envelope: arriving.envelope,
      from: shown(mail, 'from'),
      subject: shown(mail, 'subject'),
      senderHash: hashOfSender(app, mail),
      classified,
      intent: intent.kind,
      raw: arriving.raw,
    },
    app.clock.now(),
  );
  if (id === null) return { kind: 'known' };
  await applyMail(app, id, arrived);
  return { kind: 'taken', id, as: classified.kind };
}

function shown(mail: InboundMail, name: string): string {
  return [...oneLine(header(mail, name))].slice(0, SHOWN).join('');
}

function hashOfSender(app: App, mail: InboundMail): string | null {
  const sender = senderOf(mail);
  return sender === null ? null : keyedHash(app.keyring, uniqueForm(sender));
}
