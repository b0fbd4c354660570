import { once } from 'node:events';
import type { App } from './app/context.ts';
import type { Terminal } from './cli/terminal.ts';
import { startWebServer, type WebServer } from './web/server.ts';
import { runWorker } from './worker/worker.ts';

/** Runs the edges asked for until the signal comes; then no request is taken, no mail begun, and what is under way is finished. */
export async function serve(
  app: App,
  parts: { readonly web: boolean; readonly worker: boolean },
  signal: AbortSignal,
  terminal: Terminal,
): Promise<void> {
  // The port first: with a second copy running, this one must not begin to send.
  const web = parts.web ? await startWebServer(app) : null;
  greet(app, web, parts.worker, terminal);
  try {
    if (parts.worker) await runWorker(app, signal);
    else if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await web?.close();
  }
  app.log.info('stopped; nothing is half done');
}

function greet(app: App, web: WebServer | null, worker: boolean, terminal: Terminal): void {
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
  if (worker) terminal.out(`${terminal.paint('strong', 'Worker')}    looks every minute; stop with Ctrl-C`);
}
