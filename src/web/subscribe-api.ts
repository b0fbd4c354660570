import { type Context, Hono } from 'hono';
import type { App } from '../app/context.ts';
import { type SubscribeAnswer, subscribe } from '../app/subscribe.ts';
import { never } from '../core/errors.ts';
import { HONEYPOT_FIELD, JSON_VERSION, STAMP_FIELD, wordingOfForm } from '../site/subscribe-form.tsx';
import { clientOf } from './client.ts';
import { retryAfter, waitUntil } from './subscribing.ts';

/** Longer names are somebody's advertisement. */
const LONGEST_NAME = 100;
/** A stamp has to be as old before it counts. */
const RIPE_AFTER_MS = 3_000;
/** Browsers ask again after so long what a page elsewhere may do. */
const PREFLIGHT_SECONDS = 3_600;

/** `POST /api/subscribe`: the form for programs, with the same guards and, whether the address is known or not, the same answers. */
export function subscribeApi(app: App): Hono {
  const routes = new Hono();
  routes.use('/subscribe', async (context, next) => {
    context.header('Cache-Control', 'no-store');
    allowOrigin(app, context);
    await next();
  });
  routes.options('/subscribe', (context) => {
    context.header('Access-Control-Allow-Methods', 'POST');
    context.header('Access-Control-Allow-Headers', 'Content-Type');
    context.header('Access-Control-Max-Age', String(PREFLIGHT_SECONDS));
    return context.body(null, 204);
  });
  routes.post('/subscribe', async (context) => {
    const asked = await readBody(context);
    if (!asked.ok) return refused(context, asked.status, asked.reason);
    const { email, name, stamp, isMachine } = asked.body;
    if (isMachine) return accepted(context);
    const answer = await subscribe(app, {
      address: email,
      name,
      door: 'form',
      ...wordingOfForm(JSON_VERSION),
      client: { ip: clientOf(app, context), stamp },
    });
    return answered(app, context, answer);
  });
  return routes;
}

/** Fetch standard, CORS protocol: an origin that is not on the list gets no header, and its browser shows the page nothing. */
function allowOrigin(app: App, context: Context): void {
  context.header('Vary', 'Origin');
  const origin = context.req.header('Origin');
  if (origin === undefined || !app.config.allowedOrigins.includes(origin)) return;
  context.header('Access-Control-Allow-Origin', origin);
  context.header('Access-Control-Expose-Headers', 'Retry-After');
}

interface Asked {
  readonly email: string;
  readonly name: string | null;
  readonly stamp: string;
  readonly isMachine: boolean;
}

type ReadBody =
  | { readonly ok: true; readonly body: Asked }
  | { readonly ok: false; readonly status: 400 | 415; readonly reason: string };

async function readBody(context: Context): Promise<ReadBody> {
  const type = context.req.header('Content-Type') ?? '';
  // Anything else a plain form on any page could send.
  if (!/^application\/json\s*(;|$)/i.test(type)) return unread(415, 'the body must be application/json');
  const body = parsedJson(await context.req.text());
  if (typeof body !== 'object' || body === null) return unread(400, 'the body must be a JSON object');
  const fields: Readonly<Record<string, unknown>> = { ...body };
  const { email, name = null, [STAMP_FIELD]: stamp = '', [HONEYPOT_FIELD]: website = '' } = fields;
  if (typeof email !== 'string') return unread(400, 'an email address is needed');
  if (name !== null && (typeof name !== 'string' || name.length > LONGEST_NAME || /\p{Cc}/u.test(name)))
    return unread(400, `a name is at most ${LONGEST_NAME} characters of text, on one line`);
  const typedName = name === null || name.trim() === '' ? null : name.trim();
  return {
    ok: true,
    body: { email, name: typedName, stamp: String(stamp), isMachine: website !== '' },
  };
}

function unread(status: 400 | 415, reason: string): ReadBody {
  return { ok: false, status, reason };
}

/** Undefined for what is no JSON. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function answered(app: App, context: Context, answer: SubscribeAnswer): Response {
  switch (answer.kind) {
    case 'accepted':
      return accepted(context);
    case 'bad-address':
      return refused(context, 400, answer.reason);
    case 'press-again':
      retryAfter(context, RIPE_AFTER_MS);
      return context.json({ error: 'too many: send it again with this stamp', stamp: answer.stamp }, 429);
    case 'too-many':
      retryAfter(context, answer.wait);
      return refused(context, 429, 'too many sign-ups from there');
    case 'paused':
      retryAfter(context, waitUntil(app, answer.until));
      return refused(context, 503, 'sign-ups are paused');
    default:
      return never(answer);
  }
}

function accepted(context: Context): Response {
  return context.json({ status: 'a confirmation is on its way to the address, if it needs one' }, 202);
}

function refused(context: Context, status: 400 | 415 | 429 | 503, error: string): Response {
  return context.json({ error }, status);
}
