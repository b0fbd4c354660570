import { type Context, Hono } from 'hono';
import { confirm, confirmAgain, lookAtConfirmLink } from '../app/confirm.ts';
import type { App } from '../app/context.ts';
import { stampOfForm } from '../app/subscribe.ts';
import {
  lookAtUndoLink,
  lookAtUnsubscribeLink,
  mailLeaveLink,
  sayWhyLeft,
  undoUnsubscribe,
  unsubscribe,
} from '../app/unsubscribe.ts';
import { checkYourMailPage, confirmedPage, confirmPage, linkExpiredPage } from '../site/pages/coming.tsx';
import {
  leavePage,
  leaveReasonIn,
  leaveSentPage,
  REASON_FIELD,
  stayedPage,
  thanksPage,
  undoPage,
  unsubscribedPage,
  unsubscribePage,
} from '../site/pages/leaving.tsx';
import { HONEYPOT_FIELD } from '../site/subscribe-form.tsx';
import { basePathOf, chromeOfApp } from './chrome.ts';
import { formFields } from './form-fields.ts';
import { privatePage } from './security.ts';
import { sentence } from './sentence.ts';

/** What readers do by the links in their mails: confirming and leaving. */
export function readerRoutes(app: App): Hono {
  const routes = new Hono();
  const base = basePathOf(app.config.url);
  const chrome = () => chromeOfApp(app);

  routes.use('/confirm/*', privatePage);
  routes.get('/confirm/:token', async (context) => {
    const token = context.req.param('token');
    const link = await lookAtConfirmLink(app, token);
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
    return context.html(checkYourMailPage(null, await chrome()));
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
    const after = await unsubscribe(app, context.req.param('token'), how);
    if (after === null) return unknownLink(context);
    const [undo, reason] = [`${base}/undo/${after.undo}`, `${base}/why/${after.reason}`];
    return context.html(unsubscribedPage({ undo, reason }, await chrome()));
  });
  routes.use('/undo/*', privatePage);
  routes.get('/undo/:token', async (context) => {
    if (!(await lookAtUndoLink(app, context.req.param('token')))) return expired(context, null);
    return context.html(undoPage({ action: '' }, await chrome()));
  });
  routes.post('/undo/:token', async (context) => {
    const undone = await undoUnsubscribe(app, context.req.param('token'));
    return undone ? context.html(stayedPage(await chrome())) : expired(context, null);
  });

  routes.use('/why/*', privatePage);
  routes.post('/why/:token', async (context) => {
    const form = (await formFields(context)).one;
    const reason = leaveReasonIn(form(REASON_FIELD));
    const said = reason !== null && (await sayWhyLeft(app, context.req.param('token'), reason));
    return said || reason === null ? context.html(thanksPage(await chrome())) : expired(context, null);
  });

  routes.get('/leave', async (context) => context.html(leavePage(null, await chrome())));
  routes.post('/leave', async (context) => {
    const form = (await formFields(context)).one;
    if (form(HONEYPOT_FIELD) !== '') return context.html(leaveSentPage(await chrome()));
    const { badAddress } = await mailLeaveLink(app, form('email'));
    if (badAddress === null) return context.html(leaveSentPage(await chrome()));
    const problem = { typed: form('email').slice(0, 254), words: sentence(badAddress) };
    return context.html(leavePage(problem, await chrome()), 400);
  });

  async function expired(context: Context, again: string | null): Promise<Response> {
    const page = linkExpiredPage(again === null ? null : { action: again }, stampOfForm(app), await chrome());
    return context.html(page, 410);
  }

  async function unknownLink(context: Context): Promise<Response> {
    return context.html(leavePage({ typed: '', words: UNKNOWN_LINK }, await chrome()), 404);
  }

  return routes;
}

const UNKNOWN_LINK =
  'That link is not whole: part of it may have been cut off. Type your address to get a new one.';
