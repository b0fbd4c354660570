import type { SMTPServer, SMTPServerSession } from 'smtp-server';
import { SECOND } from '../../core/clock.ts';
import type { Alarm, Timers } from '../../core/timers.ts';
import type { ListenerLimits } from './listener-limits.ts';

/** The connections that were let in: none stays longer than it may, however busy it looks. */
export interface Conversations {
  /** @param leave is called when it ends */
  begin(session: SMTPServerSession, leave: () => void): void;
  end(session: SMTPServerSession): void;
  /** Says the words and closes. With 421 that is what the client expects (RFC 5321 3.8). */
  hangUp(session: SMTPServerSession, code: number, words: string): void;
  /** While its message is being kept, a conversation is not cut off: the client would not learn that it was taken. */
  keep<Kept>(session: SMTPServerSession, work: Promise<Kept>): Promise<Kept>;
}

interface Conversation {
  readonly leave: () => void;
  alarm: Alarm;
  isKeeping: boolean;
}

const KEEPING_PAUSE = 10 * SECOND;

export function conversationsOf(
  server: () => SMTPServer,
  timers: Timers,
  limits: Pick<ListenerLimits, 'conversation'>,
): Conversations {
  const open = new Map<string, Conversation>();
  const hangUp: Conversations['hangUp'] = (session, code, words) => {
    for (const connection of server().connections) {
      if (connection.id !== session.id) continue;
      connection.send(code, words, false);
      connection.close();
    }
  };
  const expire = (session: SMTPServerSession): void => {
    const conversation = open.get(session.id);
    if (conversation === undefined) return;
    if (conversation.isKeeping) conversation.alarm = timers.after(KEEPING_PAUSE, () => expire(session));
    else hangUp(session, 421, '4.4.2 this took too long, try again');
  };
  return {
    hangUp,
    begin: (session, leave) => {
      const alarm = timers.after(limits.conversation, () => expire(session));
      open.set(session.id, { leave, alarm, isKeeping: false });
    },
    end: ({ id }) => {
      const conversation = open.get(id);
      open.delete(id);
      conversation?.alarm.cancel();
      conversation?.leave();
    },
    keep: async ({ id }, work) => {
      const conversation = open.get(id);
      if (conversation !== undefined) conversation.isKeeping = true;
      try {
        return await work;
      } finally {
        if (conversation !== undefined) conversation.isKeeping = false;
      }
    },
  };
}
