import { DAY, type Instant } from '../core/clock.ts';
import { makeToken, readToken } from '../core/tokens.ts';
import type { Edition, EditionId } from '../domain/deliveries/delivery.ts';
import type { App } from './context.ts';

/** What the author can say about an edition that has not gone out. */
export type EditionDecision = 'hold' | 'approve' | 'send-now';

/** A yes, and the links that give it, are good for a week (spec: calendar, section 6). */
export const DECISION_LIFETIME = 7 * DAY;

/** A link that does one thing to one edition, with one content. */
export function decisionUrl(
  app: App,
  edition: EditionId,
  decision: EditionDecision,
  hash: string,
  madeAt: Instant,
): string {
  const subject = `${decision}-${edition}-${hash}`;
  return `${app.config.url}/editions/${makeToken(app.keyring, 'edition', subject, madeAt)}`;
}

export interface DecisionLink {
  readonly decision: EditionDecision;
  readonly edition: Edition;
  readonly hash: string;
}

/** What a link from a preview mail would do; null when it is not ours, too old, or the edition is gone. */
export async function lookAtDecisionLink(app: App, token: string): Promise<DecisionLink | null> {
  const read = readToken(app.keyring, 'edition', token, app.clock.now(), DECISION_LIFETIME);
  const parts = read.ok ? /^(hold|approve|send-now)-(\d{1,15})-([0-9a-f]{64})$/.exec(read.subject) : null;
  const [, decision, id, hash] = parts ?? [];
  if (decision === undefined || id === undefined || hash === undefined) return null;
  const edition = await app.store.editionById(Number(id) as EditionId);
  return edition === null ? null : { decision: decision as EditionDecision, edition, hash };
}

/** Carries the author's decision out. False when the edition has been opened, finished or cancelled meanwhile. */
export async function decideEdition(
  app: App,
  edition: EditionId,
  decision: EditionDecision,
  hash: string,
): Promise<boolean> {
  const at = app.clock.now();
  if (decision === 'hold') return app.store.holdEdition(edition, at);
  return app.store.approveEdition(edition, hash, decision === 'send-now', at);
}
