import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import { AppError } from '../../core/errors.ts';
import { CollectedMessage, type Room } from './collected-message.ts';
import type { Conversations } from './conversations.ts';
import type { ListenerOptions } from './listener.ts';
import type { ListenerLimits } from './listener-limits.ts';
import { plainPath } from './mail-path.ts';
import { type Refusal, reply } from './reply.ts';
import { traceFields } from './trace-fields.ts';

interface Receiving extends Pick<ListenerOptions, 'protocol' | 'name' | 'takeMail' | 'clock' | 'log'> {
  readonly limits: ListenerLimits;
  readonly room: Room;
  readonly conversations: Conversations;
  readonly stream: SMTPServerDataStream;
  readonly session: SMTPServerSession;
}

/** Reads one message and has it kept. Resolves with null when that is done, else with what the client is to be told; never rejects. */
export async function receiveMessage(receiving: Receiving): Promise<Refusal | null> {
  const message = new CollectedMessage(receiving.room);
  const envelope = envelopeOf(receiving.session);
  try {
    message.add(Buffer.from(traceOf(receiving, envelope)));
    const refusal = await collect(receiving, message);
    if (refusal !== null) return refusal;
    const raw = message.whole();
    message.drop();
    return await keep(receiving, envelope, raw);
  } finally {
    message.drop();
  }
}

interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

function envelopeOf({ envelope }: SMTPServerSession): Envelope {
  const { mailFrom, rcptTo } = envelope;
  return {
    from: mailFrom === false ? '' : plainPath(mailFrom.address),
    to: rcptTo.map(({ address }) => address),
  };
}

function traceOf({ session, protocol, name, clock }: Receiving, { from, to }: Envelope): string {
  return traceFields({
    sender: from,
    recipients: to,
    greeting: session.hostNameAppearsAs,
    client: session.remoteAddress,
    name,
    protocol: session.envelope.smtpUtf8 ? `UTF8${protocol.toUpperCase()}` : session.transmissionType,
    id: session.id,
    at: clock.now(),
  });
}

/** Reads to the end, also what is not kept: before it the client hears no answer. Only who never ends is cut off. */
async function collect(
  { stream, session, limits, conversations }: Receiving,
  message: CollectedMessage,
): Promise<Refusal | null> {
  let isFull = false;
  try {
    for await (const chunk of stream) {
      if (stream.byteLength > limits.drained) {
        conversations.hangUp(session, 552, '5.3.4 this message is far too large');
        return reply(552, 'the message is too large');
      }
      if (!isFull && !stream.sizeExceeded && message.add(chunk)) continue;
      isFull = true;
      message.drop();
    }
  } catch {
    // The connection broke, or was closed by us: nobody is left to be told, and nothing is kept.
    return reply(451, 'the message did not come in whole');
  }
  // One that is too large the server itself answers with 552 5.3.4.
  return isFull ? reply(451, 'too many messages at once, try again later') : null;
}

async function keep(
  { takeMail, protocol, conversations, session, log }: Receiving,
  envelope: Envelope,
  raw: Buffer,
): Promise<Refusal | null> {
  try {
    await conversations.keep(session, takeMail({ raw, way: protocol, envelope }));
    return null;
  } catch (error) {
    if (error instanceof AppError)
      log.warn(`a mail that came in could not be kept, its sender tries again: ${error.message}`);
    else log.error('a mail that came in could not be kept, its sender tries again', error);
    return reply(451, 'it could not be kept, try again');
  }
}
