import type { KeptMail, KeptState, Outcome, PassedOn } from '../domain/inbound/kept-mail.ts';
import type { Tone } from './terminal.ts';

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  noted: 'nothing to do',
  loop: 'dropped: it goes round in a loop',
  unproven: 'nothing: no proof that it is about our mail',
  bounced: 'counted as a bounce',
  suppressed: 'the address is not mailed any more',
  complained: 'the reader has left for good',
  asked: 'asked to confirm',
  'not-asked': 'not asked to confirm: a guard, or they must not be mailed',
  'subscribed-already': 'was subscribed already',
  confirmed: 'the reader has confirmed',
  declined: 'said no: nothing is confirmed',
  left: 'the reader has left',
  'left-already': 'had left already',
  outdated: 'the reader has thought again since',
  'unknown-reader': 'no reader could be found',
  person: 'for a person',
  ignored: 'it does not say who wrote it',
  failed: 'it could not be applied',
};

const PASSED: Readonly<Record<PassedOn, string>> = { answered: 'answered', forwarded: 'forwarded' };

/** What became of a mail. */
export function fateWords({ state }: Pick<KeptMail, 'state'>): string {
  if (state.kind === 'received') return 'waits for its turn';
  const { outcome, passedOn } = state;
  return passedOn === null ? OUTCOMES[outcome] : `${OUTCOMES[outcome]}; ${PASSED[passedOn]}`;
}

/** Null for what is as it should be. */
export function fateTone(state: KeptState): Tone | null {
  if (state.kind === 'received') return 'warn';
  if (state.outcome === 'failed') return 'bad';
  return ['unproven', 'unknown-reader', 'not-asked', 'loop'].includes(state.outcome) ? 'warn' : null;
}

/** A mail as a program reads it. */
export function keptAsJson({ state, classified, receivedAt, ...mail }: KeptMail) {
  const { id, way, envelope, from, subject, size, intent } = mail;
  const applied = state.kind === 'applied' ? state : null;
  return {
    id,
    at: new Date(receivedAt).toISOString(),
    way,
    from,
    subject,
    size,
    envelope,
    ...classified,
    intent,
    outcome: applied?.outcome ?? null,
    passedOn: applied?.passedOn ?? null,
    reader: applied?.reader ?? null,
    appliedAt: applied === null ? null : new Date(applied.at).toISOString(),
  };
}
