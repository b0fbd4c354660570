import type { Child } from 'hono/jsx';
import type { Chrome } from '../chrome.ts';
import { renderPage } from '../page.tsx';

export interface NoticePage {
  readonly title: string;
  readonly lead: string;
  /** Buttons, forms, links: what can be done from here. */
  readonly body?: Child;
}

/** A page that says one thing, belongs to one reader or one moment, and is in no search engine. */
export function noticePage(notice: NoticePage, chrome: Chrome): string {
  const body = (
    <div class="notice">
      <h1>{notice.title}</h1>
      <p class="lead">{notice.lead}</p>
      {notice.body ?? null}
    </div>
  );
  return renderPage({ title: notice.title, description: notice.lead, body, noindex: true }, chrome);
}
