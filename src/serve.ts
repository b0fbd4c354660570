import { once } from 'node:events';
import type { App } from './app/context.ts';
import type { Terminal } from './cli/terminal.ts';
import type { TakeMail } from './domain/inbound/arriving-mail.ts';
import { startWebServer, type WebServer } from './web/server.ts';
import { type Inbound, openInbound } from './worker/inbound.ts';
import { runWorker } from './worker/worker.ts';

/**
 * Runs the edges asked for until the signal comes; then no request is taken, no mail begun, and what is under way is finished.
 * @param takeMail where mail goes that comes in
 */
export async function serve(
  app: App,
  parts: { readonly web: boolean; readonly worker: boolean },
  signal: AbortSignal,
  terminal: Terminal,
  takeMail: TakeMail,
): Promise<void> {
  // The ports first: with a second copy running, this one must not begin to send.
  const web = parts.web ? await startWebServer(app) : null;
  let inbound: Inbound | null = null;
  try {
    if (parts.worker) inbound = await openInbound(app, takeMail, signal);
    greet(app, web, inbound, parts.worker, terminal);
    if (parts.worker) await runWorker(app, signal);
    else if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await inbound?.close();
    await web?.close();
  }
  app.log.info('stopped; nothing is half done');
}

function greet(
  app: App,
  web: WebServer | null,
  inbound: Inbound | null,
  worker: boolean,
  terminal: Terminal,
): void {
  if (web !== null) {
    terminal.out(
      `${terminal.paint('strong', 'Site')}      ${app.config.url}/  (listening on ${app.config.host}:${web.port})`,
    );
  }
  if (web !== null && app.config.relays.length === 0) {
    terminal.out(
      `${terminal.paint('strong', 'Mailbox')}   ${app.config.url}/mailbox  (mail stays on this machine: SMTP_URL is not set)`,
    );
  }
  if (app.config.allMailTo !== null) {
    terminal.out(
      `${terminal.paint('warn', 'Test mode')} every mail goes to ${app.config.allMailTo}; no reader gets any`,
    );
  }
  for (const way of inbound?.where ?? []) terminal.out(`${terminal.paint('strong', 'Inbound')}   ${way}`);
  if (worker) terminal.out(`${terminal.paint('strong', 'Worker')}    looks every minute; stop with Ctrl-C`);
}
