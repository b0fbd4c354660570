import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { App } from '../app/context.ts';
import { receiveEvents } from '../app/receive-events.ts';
import { openSnsCertificates } from '../app/sns-certificates.ts';
import { type EventRequest, PROVIDERS } from '../domain/inbound/feedback.ts';

/** SendGrid posts batches. */
const MAX_BODY_BYTES = 256 * 1024;

/** Where mail providers tell what became of our mails. They are no browsers: what makes them trustworthy is their signature. */
export function eventRoutes(app: App): Hono {
  const routes = new Hono();
  const certificates = openSnsCertificates(app.fetchText, app.clock);
  const limit = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: (context) => {
      app.log.warn('events refused (413): more than 256 KiB at once');
      return context.text('That is too much.', 413);
    },
  });
  routes.post('/events/:provider/:secret?', limit, async (context) => {
    const named = context.req.param('provider');
    const provider = PROVIDERS.find((one) => one === named);
    if (provider === undefined) return context.text('Nobody is told here.', 404);
    const request: EventRequest = {
      body: Buffer.from(await context.req.arrayBuffer()),
      header: (name) => context.req.header(name) ?? null,
      pathSecret: context.req.param('secret') ?? null,
    };
    const status = await receiveEvents(app, provider, request, certificates);
    return context.text(WORDS[status], status);
  });
  return routes;
}

const WORDS = {
  200: 'Noted.',
  400: 'That cannot be read.',
  401: 'That is not verified.',
  403: 'That is not allowed.',
  404: 'Nobody is told here.',
  503: 'Please try again.',
} as const;
