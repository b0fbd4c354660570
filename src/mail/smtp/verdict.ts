import type { SendReport } from '../../domain/deliveries/send-report.ts';
import { enhancedCodeOf } from '../relay/report.ts';
import { isLoginReply } from './login.ts';
import type { Reply } from './reply.ts';
import { pipeliningFault, type WireFault, wireFault } from './wire-fault.ts';

/** The replies to one mail's envelope; null: not asked, or no longer answered. */
export interface Answers {
  readonly mail: Reply;
  readonly rcpt: Reply | null;
  readonly data: Reply | null;
}

export type EnvelopeVerdict =
  | { readonly kind: 'go' }
  /** `wantsBody`: the server said 354 all the same. */
  | { readonly kind: 'refused'; readonly report: SendReport; readonly wantsBody: boolean }
  | { readonly kind: 'broken'; readonly fault: WireFault };

export type BodyVerdict =
  | { readonly kind: 'answered'; readonly report: SendReport }
  | { readonly kind: 'broken'; readonly fault: WireFault };

const GO: EnvelopeVerdict = { kind: 'go' };

/** What the replies before the body come to. `piped`: the commands went out as one group. */
export function judgeEnvelope({ mail, rcpt, data }: Answers, piped: boolean): EnvelopeVerdict {
  if (data?.code === 354 && rcpt !== null && rcpt.code < 300 && mail.code < 300) return GO; // nearly always
  const answers = [mail, rcpt, data].filter((reply) => reply !== null);
  const closing = answers.find(isClosing);
  if (closing !== undefined) return { kind: 'broken', fault: wireFault('connection', closing.text) };
  const strange = answers.find((reply) => !isPossible(reply, reply === data));
  const lost = strange ?? (piped ? answers.find(complainsOfPipelining) : undefined);
  if (lost !== undefined) return { kind: 'broken', fault: confused(lost, piped) };
  const refusal = answers.find((reply) => reply.code >= 400);
  if (refusal === undefined) return GO;
  return { kind: 'refused', report: reportOf(refusal), wantsBody: data?.code === 354 };
}

/** What the reply to the final dot comes to. */
export function judgeBody(reply: Reply, piped: boolean): BodyVerdict {
  if (reply.code >= 300 && reply.code < 400) return { kind: 'broken', fault: confused(reply, piped) };
  return { kind: 'answered', report: reportOf(reply) };
}

/** RFC 5321 3.8: the server ends the connection, whatever was asked. */
export function isClosing(reply: Reply): boolean {
  return reply.code === 421;
}

/** MAIL and RCPT are granted with 2xx, DATA with 354; and all can be refused. */
export function isPossible(reply: Reply, toData: boolean): boolean {
  return reply.code >= 400 || (toData ? reply.code === 354 : reply.code < 300);
}

/** As Exim ("synchronization error") and several filters say it. */
function complainsOfPipelining(reply: Reply): boolean {
  return reply.code >= 500 && /pipelin|synchroni[sz]ation/i.test(reply.text);
}

function confused(reply: Reply, piped: boolean): WireFault {
  const detail = `the server answered out of turn: ${reply.text}`;
  return piped ? pipeliningFault('confused', detail) : wireFault('connection', detail);
}

function reportOf(reply: Reply): SendReport {
  const { code, text } = reply;
  if (code < 400) return { kind: 'accepted', reply: text };
  if (isLoginReply(reply)) return { kind: 'not-sent', fault: 'login', detail: text };
  return { kind: 'refused', code, enhanced: enhancedCodeOf(text), reply: text };
}
