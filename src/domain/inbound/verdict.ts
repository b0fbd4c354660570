import type { InboundRecipient, Reason } from './classified.ts';
import { folded } from './phrases/phrase.ts';
import { reasonSaid } from './phrases/reasons.ts';
import { isVague, wireCodesIn } from './smtp-codes.ts';

export interface Evidence {
  readonly address: string;
  readonly action: 'failed' | 'delayed';
  /** The status that a report states by itself, not in words; null where it has none. */
  readonly stated: string | null;
  /** What was said about this recipient, the closest first: the replies of the wire, then the words around them. */
  readonly words: readonly string[];
  /** What the report says in general: it often lists whatever can go wrong, so it counts only where nothing closer says anything. */
  readonly around: string;
}

/** What a failure means for the address it befell. */
export function judged({ address, action, stated, words, around }: Evidence): InboundRecipient {
  const codes = [...words, around].map(wireCodesIn);
  const said = codes.find(({ status }) => status !== null)?.status ?? null;
  const reply = codes.find(({ reply }) => reply !== null)?.reply ?? null;
  const status = stated === null || (isVague(stated) && said !== null) ? (said ?? stated) : stated;
  const reason = reasonOf(status, words, around);
  const permanent = action === 'failed' && isPermanent(status, reply);
  return { address, action, status, permanent, suppress: permanent && KILLS.has(reason), reason };
}

/** Reasons that are of the address, and for good. */
const KILLS: ReadonlySet<Reason> = new Set([
  'mailbox-unknown',
  'mailbox-disabled',
  'mailbox-moved',
  'host-unknown',
]);

function isPermanent(status: string | null, reply: string | null): boolean {
  if (status !== null) return status.startsWith('5');
  // Without any code, giving up says it.
  return reply === null || reply.startsWith('5');
}

/** Words that say it outweigh a code beside them; a code outweighs words that only hint, and words that stand further off. */
function reasonOf(status: string | null, words: readonly string[], around: string): Reason {
  const coded = status === null ? null : reasonOfStatus(status);
  const close = coded === null ? words : words.slice(0, 1);
  const said = close.map((text) => reasonSaid(folded(text))).filter((one) => one !== null);
  const definite = said.find(({ isDefinite }) => isDefinite);
  if (definite !== undefined) return settled(definite.reason, coded);
  return coded ?? said[0]?.reason ?? reasonSaid(folded(around))?.reason ?? 'unclear';
}

/** `Policy` is what a server says in general; a code for something definite beside it is believed only where it spares the address. */
function settled(said: Reason, coded: Reason | null): Reason {
  if (coded === null || said !== 'policy') return said;
  return KILLS.has(coded) ? said : coded;
}

/** RFC 3463 and the registry of enhanced status codes (RFC 5248), as far as they say something about an address. */
function reasonOfStatus(status: string): Reason | null {
  const code = status.slice(2);
  return STATUS_REASONS[code] ?? (code.startsWith('7.') ? 'policy' : null);
}

const STATUS_REASONS: Readonly<Record<string, Reason>> = {
  '1.1': 'mailbox-unknown',
  '1.2': 'host-unknown',
  '1.3': 'syntax',
  '1.4': 'mailbox-unknown',
  '1.6': 'mailbox-moved',
  '1.7': 'policy',
  '1.8': 'policy',
  '1.10': 'mailbox-unknown',
  '2.1': 'mailbox-disabled',
  '2.2': 'mailbox-full',
  '2.3': 'message-too-large',
  '3.1': 'system',
  '3.4': 'message-too-large',
  '4.1': 'network',
  '4.2': 'network',
  '4.3': 'network',
  '4.4': 'host-unknown',
  '4.6': 'loop',
  '4.7': 'expired',
};
