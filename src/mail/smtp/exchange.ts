import type { Awaited, Conversation } from './conversation.ts';
import type { Patience } from './patience.ts';
import type { Reply } from './reply.ts';
import { type Answers, isClosing, isPossible } from './verdict.ts';
import { wireFault } from './wire-fault.ts';

/** One mail's way to its 354. */
export interface EnvelopeExchange {
  readonly conversation: Conversation;
  readonly patience: Patience;
  /** With their line ends. */
  readonly commands: { readonly mail: string; readonly rcpt: string };
  /** The transaction before was refused half-way: it is cleared away first. */
  readonly reset: boolean;
  /** Called once, unless the connection ends first. */
  readonly done: (answers: Answers) => void;
}

/** RSET (if need be), MAIL, RCPT and DATA as one group; `behind`: it follows a body. */
export function asGroup(
  exchange: EnvelopeExchange,
  behind: boolean,
): { readonly words: string; readonly awaited: readonly Awaited[] } {
  const { commands, patience, reset, done } = exchange;
  const answers: Reply[] = [];
  const hear = (reply: Reply): void => {
    answers.push(reply);
    const [mail = reply, rcpt = null, data = null] = answers;
    if (data !== null || isClosing(reply) || !isPossible(reply, false)) done({ mail, rcpt, data });
  };
  const piped = behind || reset;
  return {
    words: `${reset ? 'RSET\r\n' : ''}${commands.mail}${commands.rcpt}DATA\r\n`,
    awaited: [
      ...(reset ? [awaitReset(exchange, () => undefined)] : []),
      { to: 'MAIL', limit: piped ? patience.stalled : patience.mail, piped, hear },
      { to: 'RCPT', limit: patience.stalled, piped: true, hear },
      { to: 'DATA', limit: patience.stalled, piped: true, hear },
    ],
  };
}

/** The same, each command when the one before was granted. */
export function stepByStep(exchange: EnvelopeExchange): void {
  const { conversation, commands, patience, done } = exchange;
  const say = (words: string, to: string, limit: number, hear: (reply: Reply) => void): void =>
    conversation.write([words], [{ to, limit, hear }]);
  const sayMail = (): void =>
    say(commands.mail, 'MAIL', patience.mail, (mail) => {
      if (!isGranted(mail)) done({ mail, rcpt: null, data: null });
      else sayRcpt(mail);
    });
  const sayRcpt = (mail: Reply): void =>
    say(commands.rcpt, 'RCPT', patience.rcpt, (rcpt) => {
      if (!isGranted(rcpt)) done({ mail, rcpt, data: null });
      else say('DATA\r\n', 'DATA', patience.data, (data) => done({ mail, rcpt, data }));
    });
  if (exchange.reset) conversation.write(['RSET\r\n'], [awaitReset(exchange, sayMail)]);
  else sayMail();
}

function awaitReset({ conversation, patience }: EnvelopeExchange, then: () => void): Awaited {
  const hear = (reply: Reply): void => {
    if (reply.code === 250) then();
    else conversation.hangUp(wireFault('connection', reply.text));
  };
  return { to: 'RSET', limit: patience.command, hear };
}

function isGranted(reply: Reply): boolean {
  return reply.code >= 200 && reply.code < 300;
}
