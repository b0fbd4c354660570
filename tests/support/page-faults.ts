import axe from 'axe-core';
import type { Browser, ConsoleMessage, Page, Request, Response } from 'playwright-core';

/** Widths in CSS pixels. */
const WIDTHS = [360, 1280] as const;
const SCHEMES = ['light', 'dark'] as const;
/** A page has the same elements in every look, so axe, which takes longest, looks once at everything, and at the other width once more at the other colours. */
const SEEN_BY_AXE = {
  light: { width: 1280, rules: {} },
  dark: { width: 360, rules: { runOnly: ['color-contrast', 'link-in-text-block'] } },
} as const;

/** A page that was asked for by a form: what the server answered, to be looked at without asking again. */
export interface GivenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly html: string;
}

/** Windows for all pages of a file, opened once. */
export interface Looking {
  /** What is wrong with the page in any look; nothing else is in the list. @param expected the status that it should have */
  faultsOf(url: string, expected?: number): Promise<readonly string[]>;
  /** An address at which the windows get this answer. */
  showAt(url: string, answer: GivenAnswer): Promise<void>;
}

/**
 * Opens a page in all looks: at 360 and 1280 px, light and dark, with JavaScript and without; or, `withScripts`, only in those where a page is as most
 * people see it.
 */
export async function lookingWith(browser: Browser, which: 'all' | 'withScripts' = 'all'): Promise<Looking> {
  const windows: Window[] = [];
  for (const javaScriptEnabled of which === 'all' ? [true, false] : [true])
    for (const width of WIDTHS) {
      const page = await browser.newPage({ javaScriptEnabled, viewport: { width, height: 800 } });
      windows.push({ width, runsScripts: javaScriptEnabled, page, before: Promise.resolve() });
    }
  return {
    faultsOf: async (url, expected = 200) => {
      const found = windows.map((window) => {
        // One page after the other in each window; the windows go on side by side.
        const faults = window.before.then(() => faultsIn(window, url, expected));
        window.before = faults.catch(() => []);
        return faults;
      });
      return (await Promise.all(found)).flat();
    },
    showAt: async (url, { status, headers, html }) => {
      for (const { page } of windows)
        await page.route(url, (route) => route.fulfill({ status, headers: { ...headers }, body: html }));
    },
  };
}

/** Of one width from its beginning: a window that is made wider moves what is in it. */
interface Window {
  readonly width: (typeof WIDTHS)[number];
  readonly runsScripts: boolean;
  readonly page: Page;
  /** What was asked of it last. */
  before: Promise<unknown>;
}

async function faultsIn(
  { width, runsScripts, page }: Window,
  url: string,
  expected: number,
): Promise<string[]> {
  const complaints = complaintsOf(page, url);
  const answer = await page.goto(url);
  const faults = answer?.status() === expected ? [] : [`it was answered with ${answer?.status()}`];
  if (runsScripts) faults.push(...(await shiftsOf(page)));
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    const axeLooks = SEEN_BY_AXE[colorScheme];
    const byAxe = runsScripts && axeLooks.width === width ? await seenByAxe(page, axeLooks.rules) : [];
    faults.push(...[...(await sideways(page)), ...byAxe].map((fault) => `${colorScheme}: ${fault}`));
  }
  const where = `${width} px, JavaScript ${runsScripts ? 'on' : 'off'}`;
  return [...faults, ...complaints()].map((fault) => `${where}: ${fault}`);
}

/** Listens, until it is called, to what the browser says in its console, what it cannot get, and whom it asks besides the server of the page. */
function complaintsOf(page: Page, url: string): () => readonly string[] {
  const complaints: string[] = [];
  const said = (message: ConsoleMessage) => {
    // That an address leads nowhere, or a form was refused, is what its page is looked at for.
    if (message.location().url !== url) complaints.push(`the console has: ${message.text()}`);
  };
  const broke = (error: Error) => complaints.push(`a script failed: ${error.message}`);
  const failed = (request: Request) => {
    // The stream of a preview's changes ends with its page.
    if (request.url().endsWith('/preview/events')) return;
    complaints.push(`${request.url()} could not be had: ${request.failure()?.errorText}`);
  };
  const answered = (response: Response) => {
    if (response.status() >= 400 && response.url() !== url)
      complaints.push(`${response.url()} answered with ${response.status()}`);
  };
  const asked = (request: Request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'data:' && host !== new URL(url).host)
      complaints.push(`somebody else was asked: ${request.url()}`);
  };
  page.on('console', said).on('pageerror', broke).on('requestfailed', failed);
  page.on('response', answered).on('request', asked);
  return () => {
    page.off('console', said).off('pageerror', broke).off('requestfailed', failed);
    page.off('response', answered).off('request', asked);
    return complaints;
  };
}

/**
 * A tenth of what counts as good for "cumulative layout shift". A browser on a busy machine may stop between two entries of the navigation and show the
 * first; a picture, a font or a script that comes late moves far more.
 */
const LEAST_SHIFT = 0.01;

/** What moved by itself since the page began. */
async function shiftsOf(page: Page): Promise<readonly string[]> {
  const shifts = await page.evaluate<{ value: number; moved: string }[]>(`(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const shifts = [];
    const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    await frame();
    await frame();
    shifts.push(...observer.takeRecords());
    observer.disconnect();
    return shifts.map(({ value, sources }) => ({ value, moved: sources.map(({ node }) => node?.nodeName).join(', ') }));
  })()`);
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  return sum < LEAST_SHIFT ? [] : [`it moved by ${sum}: ${shifts.map(({ moved }) => moved).join('; ')}`];
}

async function sideways(page: Page): Promise<readonly string[]> {
  const wide = await page.evaluate<number>('document.scrollingElement.scrollWidth - innerWidth');
  return wide > 0 ? [`it scrolls sideways by ${wide} px`] : [];
}

/** A frame holds a mail, or a page that is looked at by itself: in it no script may run, so not axe either. */
async function seenByAxe(page: Page, rules: object): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const options = JSON.stringify({ iframes: false, ...rules });
  return page.evaluate<string[]>(
    `(async () => (await axe.run(${options})).violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).join(" ")))()`,
  );
}
