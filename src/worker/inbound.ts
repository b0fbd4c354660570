import type { App } from '../app/context.ts';
import type { TakeMail } from '../domain/inbound/arriving-mail.ts';
import type { InboundAddress } from '../domain/inbound/our-addresses.ts';
import { logFailure } from './log-failure.ts';

/** The ways by which mail comes in, open. */
export interface Inbound {
  /** Each in words, for who starts us. */
  readonly where: readonly string[];
  /** Takes nothing more; resolves when what was under way is kept. */
  close(): Promise<void>;
}

/**
 * Opens what the configuration names: a listener, a mailbox, both, or nothing. Ends with the signal, or when it is closed.
 * @throws AppError `unavailable` when a port cannot be had
 */
export async function openInbound(app: App, takeMail: TakeMail, signal: AbortSignal): Promise<Inbound> {
  const { inbound } = app.config;
  const where: string[] = [];
  const ends: (() => Promise<void>)[] = [];
  if (inbound?.listen) {
    const { listenForMail } = await import('../app/listen-for-mail.ts');
    const { protocol, host } = inbound.listen;
    const listener = await listenForMail(app, inbound, inbound.listen, takeMail);
    const place = `${protocol}://${host.includes(':') ? `[${host}]` : host}:${listener.port}`;
    where.push(`mail for ${addressWords(inbound.address)} is taken at ${place}`);
    ends.push(listener.close);
  }
  if (inbound?.mailbox) {
    const { watchInbox } = await import('../app/watch-inbox.ts');
    const { host, port, folder } = inbound.mailbox;
    const ending = new AbortController();
    const watching = watchInbox(app, inbound.mailbox, takeMail, ending.signal);
    where.push(`mail for ${addressWords(inbound.address)} is fetched from ${folder} at ${host}:${port}`);
    ends.push(() => {
      ending.abort();
      return watching;
    });
  }
  return closingWith(app, where, ends, signal);
}

function addressWords({ local, domain }: InboundAddress): string {
  return local === null ? `@${domain}` : `${local}@${domain}`;
}

function closingWith(
  app: App,
  where: readonly string[],
  ends: readonly (() => Promise<void>)[],
  signal: AbortSignal,
): Inbound {
  let closing: Promise<unknown> | null = null;
  const close = async (): Promise<void> => {
    signal.removeEventListener('abort', onAbort);
    closing ??= Promise.all(ends.map((end) => end()));
    await closing;
  };
  const onAbort = (): void =>
    void close().catch((error: unknown) =>
      logFailure(app.log, 'mail that comes in could not be closed', error),
    );
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort);
  return { where, close };
}
