import type { App } from '../app/context.ts';
import { lastKnownCalendar } from '../app/known-calendar.ts';
import { siteTheme } from '../app/site-theme.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { type Chrome, chromeOf } from '../site/chrome.ts';
import { readPage } from '../workspace/author-files.ts';

/** What stands around a page made on request: the blog as it was last known. */
export async function chromeOfApp(app: App): Promise<Chrome> {
  return chromeFor(app, await lastKnownCalendar(app));
}

/** The same for a page that tells of a failure, which may be that the database cannot be read: then the blog has no name. */
export async function chromeInTrouble(app: App): Promise<Chrome> {
  // Whoever shows the page has logged why.
  return chromeFor(app, await lastKnownCalendar(app).catch(() => null));
}

async function chromeFor(app: App, calendar: Calendar | null): Promise<Chrome> {
  const blog = calendar?.blog ?? {
    // Before the first tick on a new database, or while the first calendar cannot be read.
    title: 'Fortnight',
    tagline: 'A blog every other week',
    about: '',
    author: { name: 'its author', email: '' },
    language: 'en',
    postalAddress: null,
  };
  // Its faults are told where the site is made: not with every page that somebody asks for.
  const { theme } = await siteTheme(app);
  const imprint = (await readPage(app.workspace, 'imprint')).read.kind === 'text';
  return chromeOf({ ...blog, url: app.config.url }, { base: '' }, { imprint, theme });
}

/** The path of the site's address, without a slash at the end; empty when it has its host for itself. */
export function basePathOf(url: string): string {
  return new URL(url).pathname.replace(/\/+$/, '');
}
