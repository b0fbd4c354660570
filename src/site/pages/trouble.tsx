import { type Chrome, hrefOf } from '../chrome.ts';
import { noticePage } from './notice-page.tsx';

/** Something went wrong: what it was, in words, and what to do. */
export function errorPage(
  trouble: { readonly title: string; readonly words: string },
  chrome: Chrome,
): string {
  return noticePage(
    {
      title: trouble.title,
      lead: trouble.words,
      body: (
        <p class="more">
          <a href={hrefOf(chrome, '/')}>Back to the front page</a>
        </p>
      ),
    },
    chrome,
  );
}

/** What stands where a post was that its author took back: answered with 410. */
export function gonePage(chrome: Chrome): string {
  return noticePage(
    {
      title: 'This post was taken back',
      lead: 'It was here, and its author withdrew it. The others are still around.',
      body: (
        <p class="more">
          <a href={hrefOf(chrome, '/archive/')}>All posts</a>
        </p>
      ),
    },
    chrome,
  );
}
