import { type Context, Hono } from 'hono';
import { confirm, confirmAgain, lookAtConfirmLink } from '../app/confirm.ts';
import type { App } from '../app/context.ts';
import { subscribe } from '../app/subscribe.ts';
import { lookAtUnsubscribeLink, mailLeaveLink, undoUnsubscribe, unsubscribe } from '../app/unsubscribe.ts';
import {
  checkYourMailPage,
  confirmedPage,
  confirmPage,
  linkExpiredPage,
  subscribePage,
} from '../site/pages/coming.tsx';
import {
  leavePage,
  leaveSentPage,
  stayedPage,
  unsubscribedPage,
  unsubscribePage,
} from '../site/pages/leaving.tsx';
import { CONSENT_WORDING, FORM_VERSION, HONEYPOT_FIELD } from '../site/subscribe-form.tsx';
import { basePathOf, chromeOfApp } from './chrome.ts';
import { formFields, sentence } from './form-fields.ts';
import { privatePage } from './security.ts';

/** Coming and leaving. */
export function readerRoutes(app: App): Hono {
  const routes = new Hono();
  const base = basePathOf(app.config.url);
  const chrome = () => chromeOfApp(app);

  routes.get('/subscribe', async (context) => context.html(subscribePage(null, await chrome())));
  routes.post('/subscribe', async (context) => {
    const form = (await formFields(context)).one;
    // A machine gets the same answer as a person, and nothing happens.
    if (form(HONEYPOT_FIELD) !== '') return context.html(checkYourMailPage(await chrome()));
    const answer = await subscribe(app, {
      address: form('email'),
      name: null,
      door: 'form',
      wording: CONSENT_WORDING,
      formVersion: FORM_VERSION,
    });
    if (answer.kind === 'accepted') return context.html(checkYourMailPage(await chrome()));
    const problem = { typed: form('email').slice(0, 254), words: sentence(answer.reason) };
    return context.html(subscribePage(problem, await chrome()), 400);
  });

  routes.use('/confirm/*', privatePage);
  routes.get('/confirm/:token', async (context) => {
    const token = context.req.param('token');
    const link = lookAtConfirmLink(app, token);
    if (link === 'good') return context.html(confirmPage({ action: '' }, await chrome()));
    return expired(context, link === 'expired' ? `${base}/confirm/${token}/again` : null);
  });
  routes.post('/confirm/:token', async (context) => {
    const outcome = await confirm(app, context.req.param('token'));
    if (outcome === 'confirmed' || outcome === 'already-active')
      return context.html(confirmedPage(await chrome()));
    return expired(context, null);
  });
  routes.post('/confirm/:token/again', async (context) => {
    await confirmAgain(app, context.req.param('token'));
    return context.html(checkYourMailPage(await chrome()));
  });

  routes.use('/unsubscribe/*', privatePage);
  routes.get('/unsubscribe/:token', async (context) => {
    if (lookAtUnsubscribeLink(app, context.req.param('token')) === null) return unknownLink(context);
    return context.html(unsubscribePage({ action: '', fields: { by: 'page' } }, await chrome()));
  });
  // RFC 8058 section 3.2: any body, no cookie, no redirect, and 200 however often.
  routes.post('/unsubscribe/:token', async (context) => {
    const form = (await formFields(context)).one;
    const how = form('by') === 'page' ? 'page' : 'one-click';
    const undo = await unsubscribe(app, context.req.param('token'), how);
    if (undo === null) return unknownLink(context);
    return context.html(unsubscribedPage({ action: `${base}/undo/${undo}` }, await chrome()));
  });
  routes.use('/undo/*', privatePage);
  routes.post('/undo/:token', async (context) => {
    const undone = await undoUnsubscribe(app, context.req.param('token'));
    return undone ? context.html(stayedPage(await chrome())) : expired(context, null);
  });

  routes.get('/leave', async (context) => context.html(leavePage(null, await chrome())));
  routes.post('/leave', async (context) => {
    const form = (await formFields(context)).one;
    const { badAddress } = await mailLeaveLink(app, form('email'));
    if (badAddress === null) return context.html(leaveSentPage(await chrome()));
    const problem = { typed: form('email').slice(0, 254), words: sentence(badAddress) };
    return context.html(leavePage(problem, await chrome()), 400);
  });

  async function expired(context: Context, again: string | null): Promise<Response> {
    const page = linkExpiredPage(again === null ? null : { action: again }, await chrome());
    return context.html(page, 410);
  }

  async function unknownLink(context: Context): Promise<Response> {
    return context.html(leavePage({ typed: '', words: UNKNOWN_LINK }, await chrome()), 404);
  }

  return routes;
}

const UNKNOWN_LINK =
  'That link is not whole: part of it may have been cut off. Type your address to get a new one.';
