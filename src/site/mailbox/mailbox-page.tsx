import type { Child } from 'hono/jsx';
import type { Chrome } from '../chrome.ts';
import { renderPage } from '../page.tsx';

const BANNER = 'Embedded mailbox: nothing here leaves this machine';

/** A page of the embedded mailbox: as the site's own, with the banner that says what it is. */
export function mailboxPage(title: string, body: Child, chrome: Chrome): string {
  return renderPage({ title, body, noindex: true, wide: true, banner: BANNER }, chrome);
}
