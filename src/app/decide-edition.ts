import type { Instant } from '../core/clock.ts';
import { makeToken, readToken } from '../core/tokens.ts';
import type { Edition, EditionId } from '../domain/deliveries/delivery.ts';
import { YES_LASTS } from '../domain/schedule/email.ts';
import type { App } from './context.ts';

/** What the author can say about an edition that has not gone out. */
export type EditionDecision = 'hold' | 'approve' | 'send-now';

/** A link that does one thing to one edition, with one content. It is good for as long as a yes is. */
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
  const read = readToken(app.keyring, 'edition', token, app.clock.now(), YES_LASTS);
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
