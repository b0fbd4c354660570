import { type Context, Hono } from 'hono';
import { askForAddress } from '../app/change-address.ts';
import type { App } from '../app/context.ts';
import { eraseMyself } from '../app/erase-reader.ts';
import { readerOfLink } from '../app/preference-link.ts';
import { readerData } from '../app/reader-data.ts';
import { savePreferences, standingOf } from '../app/save-preferences.ts';
import type { Subscriber } from '../domain/readers/subscriber.ts';
import { preferencesPage } from '../site/pages/preferences.tsx';
import { erasedPage, erasePage, findPreferencesPage } from '../site/pages/staying.tsx';
import { basePathOf, chromeOfApp } from './chrome.ts';
import { type FormFields, formFields } from './form-fields.ts';
import { type PageMoment, preferencesView } from './preferences-view.ts';
import { privatePage } from './security.ts';
import { sentence } from './sentence.ts';

/** A reader's own page, behind the link at the foot of their mails. */
export function preferenceRoutes(app: App): Hono {
  const routes = new Hono();
  routes.use('/preferences/*', privatePage);

  routes.get('/preferences/:token', (context) => forReader(app, context, (own) => own.show()));
  routes.post('/preferences/:token', (context) =>
    forReader(app, context, async ({ reader, show }) => {
      const typed = typedIn(await formFields(context));
      const faults = await savePreferences(app, await standingOf(app, reader), typed);
      if (faults === 'not-active') return show();
      return faults.length > 0 ? show({ typed, faults }, 400) : show({ done: 'Saved.' });
    }),
  );
  routes.post('/preferences/:token/address', (context) =>
    forReader(app, context, async ({ reader, show }) => {
      const typed = (await formFields(context)).one('email');
      const { badAddress } = await askForAddress(app, reader, typed);
      if (badAddress === null) return show({ done: ASKED });
      return show({ newAddress: { typed: typed.slice(0, 254), problem: sentence(badAddress) } }, 400);
    }),
  );
  routes.get('/preferences/:token/my-data.json', (context) =>
    forReader(app, context, async ({ reader }) => {
      const data = await readerData(app, reader.id);
      context.header('Content-Type', 'application/json; charset=utf-8');
      context.header('Content-Disposition', 'attachment; filename="my-data.json"');
      return data === null ? unknownLink(app, context) : context.body(data);
    }),
  );
  routes.get('/preferences/:token/erase', (context) =>
    forReader(app, context, async ({ reader, path }) =>
      context.html(erasePage(reader.address, { action: '' }, path, await chromeOfApp(app))),
    ),
  );
  routes.post('/preferences/:token/erase', (context) =>
    forReader(app, context, async ({ reader }) => {
      await eraseMyself(app, reader.id);
      return context.html(erasedPage(await chromeOfApp(app)));
    }),
  );

  return routes;
}

interface OwnPage {
  readonly reader: Subscriber;
  /** Of the page, without a slash at the end. */
  readonly path: string;
  /** The page as things stand now. */
  readonly show: (moment?: PageMoment, status?: 200 | 400) => Promise<Response>;
}

/** Whoever has the link is the reader; a link that is void leads to where one gets another. */
async function forReader(
  app: App,
  context: Context,
  answer: (own: OwnPage) => Promise<Response>,
): Promise<Response> {
  const token = context.req.param('token') ?? '';
  const reader = await readerOfLink(app, token);
  if (reader === null) return unknownLink(app, context);
  const path = `${basePathOf(app.config.url)}/preferences/${token}`;
  const show: OwnPage['show'] = async (moment = {}, status = 200) => {
    // Anew, as it may have been changed just now.
    const standing = await standingOf(app, (await app.store.subscriberById(reader.id)) ?? reader);
    const view = preferencesView(app, standing, path, moment);
    return context.html(preferencesPage(view, await chromeOfApp(app)), status);
  };
  return answer({ reader, path, show });
}

async function unknownLink(app: App, context: Context): Promise<Response> {
  const page = findPreferencesPage({ typed: '', words: UNKNOWN_LINK }, await chromeOfApp(app));
  return context.html(page, 404);
}

function typedIn({ one, all }: FormFields) {
  return {
    name: one('name'),
    tracks: all('track'),
    series: all('series'),
    rhythm: one('rhythm'),
    pauseUntil: one('pause'),
  };
}

const ASKED =
  'If mail can be sent to that address, a message with a link is on its way to it. Nothing changes before the link is pressed.';

const UNKNOWN_LINK =
  'That link is not whole, or belongs to an address that is not subscribed any more. Type your address to get a new one.';
