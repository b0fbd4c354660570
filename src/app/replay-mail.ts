import { type InboundId, isWorthAnotherLook, type KeptMail } from '../domain/inbound/kept-mail.ts';
import { applyMail, readKept } from './apply-mail.ts';
import type { App } from './context.ts';
import { allInbound, findInbound } from './find-inbound.ts';
import type { ArrivedMail } from './read-arrived.ts';

export interface Replayed {
  readonly before: KeptMail;
  /** The same when nothing changed. */
  readonly after: KeptMail;
}

/**
 * Reads a kept mail again and does what it asks. A mail that is read as before and came to something is left alone: what it asked was done at its
 * time, and whoever thought again since must not be overruled by it. @throws AppError `not-found`, `configuration`
 */
export async function replayMail(app: App, id: number): Promise<Replayed> {
  const before = await findInbound(app, id);
  const arrived = await readKept(app, before);
  if (arrived === null || isDone(before, arrived)) return { before, after: before };
  await app.store.reopenInbound(before.id, { classified: arrived.classified, intent: arrived.intent.kind });
  await applyMail(app, before.id, arrived);
  return { before, after: await findInbound(app, id) };
}

/** All that are kept, in the order in which they came. */
export async function* replayAll(app: App): AsyncGenerator<Replayed> {
  const ids: InboundId[] = [];
  for await (const { id } of allInbound(app, null)) ids.push(id);
  for (const id of ids.reverse()) yield await replayMail(app, id);
}

function isDone({ state, classified, intent }: KeptMail, arrived: ArrivedMail): boolean {
  const isSame =
    intent === arrived.intent.kind && JSON.stringify(classified) === JSON.stringify(arrived.classified);
  return isSame && state.kind === 'applied' && !isWorthAnotherLook(state.outcome);
}
