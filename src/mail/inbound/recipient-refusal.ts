import type { SMTPServerAddress, SMTPServerSession } from 'smtp-server';
import { AppError } from '../../core/errors.ts';
import type { ListenerOptions } from './listener.ts';
import { plainPath } from './mail-path.ts';
import { type Refusal, reply } from './reply.ts';

/** Why a recipient is not taken; null when it is. Its address is then written in its one form, for who gets the mail. */
export async function recipientRefusal(
  { isOurs, postmasterAt, protocol, log }: ListenerOptions,
  recipient: SMTPServerAddress,
  session: SMTPServerSession,
): Promise<Refusal | null> {
  const given = recipient.address;
  const address = isBarePostmaster(given) && postmasterAt !== null ? postmasterAt : plainPath(given);
  try {
    if (!(await isOurs(address))) return reply(550, 'there is no such recipient here');
  } catch (error) {
    if (error instanceof AppError) log.warn(`a recipient could not be looked up: ${error.message}`);
    else log.error('a recipient could not be looked up', error);
    return reply(451, 'it cannot be said now whether there is such a recipient');
  }
  recipient.address = address;
  // LMTP answers each RCPT once more after the message (RFC 2033 4.2); the server would forget the repeated ones.
  if (protocol === 'lmtp' && isAmong(address, session))
    return reply(451, 'this recipient was given already, try again');
  return null;
}

function isBarePostmaster(address: string): boolean {
  return address.toLowerCase() === 'postmaster';
}

function isAmong(address: string, { envelope }: SMTPServerSession): boolean {
  return envelope.rcptTo.some((known) => known.address.toLowerCase() === address.toLowerCase());
}
