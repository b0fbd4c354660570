import { mkdir } from 'node:fs/promises';
import { serve as listenWith } from '@hono/node-server';
import type { App } from '../app/context.ts';
import { AppError, messageOf, systemCodeOf } from '../core/errors.ts';
import { webApplication } from './application.ts';

export interface WebServer {
  /** Where it really listens: `PORT=0` asks for any free port. */
  readonly port: number;
  /** Takes no new connection and ends when the requests under way are answered, after five seconds at most. */
  close(): Promise<void>;
}

/** Serves site, forms and mailbox over HTTP. Resolves when it listens. @throws AppError `unavailable` when the port cannot be had */
export async function startWebServer(app: App): Promise<WebServer> {
  const { host, port } = app.config;
  await makeSiteFolder(app.workspace.siteFolder);
  return new Promise((resolve, reject) => {
    const server = listenWith({ fetch: webApplication(app).fetch, hostname: host, port }, (info) =>
      resolve({ port: info.port, close: () => closeServer(server) }),
    );
    server.once('error', (cause: Error) => reject(listenFault(cause, host, port)));
  });
}

/** Before the first tick there is none, and serving files from nowhere would end the process. */
async function makeSiteFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new AppError('unavailable', `the site's folder ${folder} cannot be made: ${messageOf(cause)}`, {
      help: 'move away what stands in its place, and make the data folder writable for this user',
      cause,
    });
  }
}

type Server = ReturnType<typeof listenWith>;

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    // A browser's idle keep-alive connection must not keep the process.
    const patience = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 5_000);
    server.close(() => {
      clearTimeout(patience);
      resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}

function listenFault(cause: Error, host: string, port: number): AppError {
  if (systemCodeOf(cause) === 'EADDRINUSE') {
    return new AppError('unavailable', `port ${port} on ${host} is in use by another program`, {
      help: 'stop that program, or set PORT to a free one',
      cause,
    });
  }
  if (systemCodeOf(cause) === 'EACCES') {
    return new AppError('unavailable', `this user may not listen on port ${port}`, {
      help: 'set PORT to a number above 1023, and put a web server in front for port 80 or 443',
      cause,
    });
  }
  return new AppError('unavailable', `cannot listen on ${host}:${port}: ${messageOf(cause)}`, {
    help: 'check HOST and PORT',
    cause,
  });
}
