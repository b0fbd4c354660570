import { AppError } from '../core/errors.ts';
import type { InboundId, KeptMail } from '../domain/inbound/kept-mail.ts';
import type { App } from './context.ts';

/** A mail that came in, by its number. @throws AppError `not-found` */
export async function findInbound(app: App, id: number): Promise<KeptMail> {
  const kept = await app.store.inboundMail(id as InboundId);
  if (kept !== null) return kept;
  throw new AppError('not-found', `there is no mail ${id}`, {
    help: '`fortnight inbound list` has those of the last 30 days',
  });
}

const CHUNK = 200;

/** All that are kept, or those of one kind, newest first. */
export async function* allInbound(
  app: App,
  kind: KeptMail['classified']['kind'] | null,
): AsyncGenerator<KeptMail> {
  let before: InboundId | null = null;
  for (;;) {
    const chunk: readonly KeptMail[] = await app.store.inboundMails(kind, before, CHUNK);
    yield* chunk;
    before = chunk.at(-1)?.id ?? null;
    if (chunk.length < CHUNK) return;
  }
}
