import type { FC } from 'hono/jsx';
import type { Catalogue } from '../catalogue.ts';
import { type Chrome, hrefOf, yearPath } from '../chrome.ts';
import { renderPage } from '../page.tsx';
import { SEARCH_INDEX } from '../search/index-files.ts';
import { SEARCH_SCRIPT_PATH } from '../search/script.ts';
import { PostTitle } from './parts.tsx';

/** Titles that the page lists; a longer list would be what a reader waits for before searching. */
const MOST_TITLES = 500;

/**
 * The search. Without JavaScript it is a list of all titles, which the browser's own search goes through; with it there is a form, which searches as one types,
 * in the reader's own browser. The style sheet shows the form, not the script: what a script shows moves what is below it.
 */
export function searchPage(catalogue: Catalogue, chrome: Chrome): string {
  const body = (
    <>
      <header class="page-header">
        <h1>Search</h1>
        <noscript>
          <p class="lead">
            Searching needs JavaScript. Without it, here is every post: your browser’s own search goes through
            the titles.
          </p>
        </noscript>
      </header>
      <search>
        <form
          class="search-form"
          id="search-form"
          method="get"
          action={hrefOf(chrome, '/search/')}
          data-index={hrefOf(chrome, SEARCH_INDEX)}
        >
          <label for="search-field">Words to look for</label>
          <div class="field-row">
            <input
              id="search-field"
              name="q"
              type="search"
              autocomplete="off"
              spellcheck={false}
              maxlength={200}
            />
            <button type="submit">Search</button>
          </div>
          <p class="promise">What you type stays in your browser.</p>
        </form>
        <p class="search-status" id="search-status" role="status" />
        <ol class="posts" id="search-results" />
      </search>
      <section id="search-everything" aria-labelledby="everything-title">
        <h2 id="everything-title" class="section-title">
          Every post
        </h2>
        <Everything catalogue={catalogue} chrome={chrome} />
      </section>
      <script src={hrefOf(chrome, SEARCH_SCRIPT_PATH)} defer />
    </>
  );
  const description = `Search the posts of ${chrome.title}.`;
  return renderPage({ title: 'Search', description, body, path: '/search/', current: '/search/' }, chrome);
}

const Everything: FC<{ catalogue: Catalogue; chrome: Chrome }> = ({ catalogue, chrome }) => {
  const { posts, years } = catalogue;
  if (posts.length === 0) return <p>Nothing has been published yet.</p>;
  if (posts.length > MOST_TITLES) {
    return (
      <ul class="counts">
        {years.map(({ year }) => (
          <li>
            <a href={hrefOf(chrome, yearPath(year))}>{year}</a>
          </li>
        ))}
      </ul>
    );
  }
  const byTitle = posts.toSorted((a, b) => compare(a.title.toLowerCase(), b.title.toLowerCase()));
  return (
    <ul class="titles">
      {byTitle.map((post) => (
        <li>
          <PostTitle post={post} chrome={chrome} />
        </li>
      ))}
    </ul>
  );
};

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
