import { Hono } from 'hono';
import { changeAddress, lookAtAddressLink } from '../app/change-address.ts';
import type { App } from '../app/context.ts';
import { mailPreferencesLink } from '../app/mail-preferences-link.ts';
import { preferencesUrl } from '../app/preference-link.ts';
import {
  addressChangedPage,
  addressLinkVoidPage,
  findPreferencesPage,
  newAddressPage,
  preferencesSentPage,
} from '../site/pages/staying.tsx';
import { chromeOfApp } from './chrome.ts';
import { formFields } from './form-fields.ts';
import { privatePage } from './security.ts';
import { sentence } from './sentence.ts';

/** The way to the preferences by an address, and the link that moves a reader to another one. */
export function addressRoutes(app: App): Hono {
  const routes = new Hono();
  const chrome = () => chromeOfApp(app);

  routes.get('/preferences', async (context) => context.html(findPreferencesPage(null, await chrome())));
  routes.post('/preferences', async (context) => {
    const typed = (await formFields(context)).one('email');
    const { badAddress } = await mailPreferencesLink(app, typed);
    if (badAddress === null) return context.html(preferencesSentPage(await chrome()));
    const problem = { typed: typed.slice(0, 254), words: sentence(badAddress) };
    return context.html(findPreferencesPage(problem, await chrome()), 400);
  });

  routes.use('/address/*', privatePage);
  routes.get('/address/:token', async (context) => {
    const link = await lookAtAddressLink(app, context.req.param('token'));
    if (link === null) return context.html(addressLinkVoidPage(await chrome()), 410);
    return context.html(newAddressPage(link.address, { action: '' }, await chrome()));
  });
  routes.post('/address/:token', async (context) => {
    const link = await changeAddress(app, context.req.param('token'));
    if (link === null) return context.html(addressLinkVoidPage(await chrome()), 410);
    const preferences = preferencesUrl(app, link.reader, link.address);
    return context.html(addressChangedPage(link.address, preferences, await chrome()));
  });

  return routes;
}
