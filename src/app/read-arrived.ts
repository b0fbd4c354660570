import { AppError } from '../core/errors.ts';
import type { ArrivingMail } from '../domain/inbound/arriving-mail.ts';
import { classify } from '../domain/inbound/classify.ts';
import { hasHeader, type InboundMail } from '../domain/inbound/inbound-mail.ts';
import { type Intent, intentOf, type ReadMail } from '../domain/inbound/intent.ts';
import { readMessageId } from '../mail/compose/message-id.ts';
import { readInboundMail } from '../mail/inbound/read-mail.ts';
import type { App } from './context.ts';
import type { InboundSettings } from './inbound-settings.ts';

/** A mail that came in, read: what it is, and what it asks. */
export interface ArrivedMail extends ReadMail {
  readonly intent: Intent;
}

/** Reads a mail and does nothing about it. @throws AppError `configuration` when no address is set at which mail could come in */
export function readArrived(app: App, arriving: Pick<ArrivingMail, 'raw' | 'envelope'>): ArrivedMail {
  const { address } = inboundOf(app);
  const { envelope } = arriving;
  const mail = withSender(readInboundMail(arriving.raw), envelope);
  const read = { mail, envelope, classified: classify(mail) };
  return { ...read, intent: intentOf(read, { address, madeByUs: (id) => isOurs(app, id) }) };
}

export function inboundOf(app: App): InboundSettings {
  if (app.config.inbound !== null) return app.config.inbound;
  throw new AppError('configuration', 'no mail comes in here: INBOUND_ADDRESS is not set', {
    help: 'set it to the address at which mail for Fortnight arrives (docs/inbound.md)',
  });
}

/** As the server would have noted it that puts a mail into a mailbox (RFC 5321 4.4). */
function withSender(mail: InboundMail, envelope: ArrivingMail['envelope']): InboundMail {
  if (envelope === null || hasHeader(mail, 'return-path')) return mail;
  return { ...mail, headers: [{ name: 'return-path', value: `<${envelope.from}>` }, ...mail.headers] };
}

function isOurs(app: App, messageId: string): boolean {
  return readMessageId(messageId, app.keyring.keys('message-id')) !== null;
}
