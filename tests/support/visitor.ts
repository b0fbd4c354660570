import type { App } from '../../src/app/context.ts';
import { webApplication } from '../../src/web/application.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
}

export interface Visitor {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  head(path: string): Promise<Answer>;
  options(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** Posts form fields as a browser does, or any other body. */
  post(
    path: string,
    body?: Readonly<Record<string, string>> | FormData | string,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

/** Somebody who visits the site, without a socket in between; `from` is what the socket would say, by default nothing. */
export function visitorOf(app: App, from?: string): Visitor {
  const web = webApplication(app);
  const socket = from === undefined ? {} : { incoming: { socket: { remoteAddress: from } } };
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await web.request(`${app.config.url}${path}`, init, socket);
    return { status: response.status, headers: response.headers, html: await response.text() };
  };
  return {
    get: (path, headers = {}) => ask(path, { headers }),
    head: (path) => ask(path, { method: 'HEAD' }),
    options: (path, headers = {}) => ask(path, { method: 'OPTIONS', headers }),
    post: (path, body, headers = {}) =>
      ask(path, { method: 'POST', headers, ...(body === undefined ? {} : { body: encoded(body) }) }),
  };
}

function encoded(
  body: Readonly<Record<string, string>> | FormData | string,
): string | FormData | URLSearchParams {
  return typeof body === 'string' || body instanceof FormData ? body : new URLSearchParams(body);
}

/** The same link with one letter of its signature changed. Not the last: it has bits that say nothing. */
export function forged(link: string): string {
  const letter = link.at(-5) === 'x' ? 'y' : 'x';
  return `${link.slice(0, -5)}${letter}${link.slice(-4)}`;
}
