import type { Chrome } from '../chrome.ts';
import { shortDate, yearOf } from '../dates.ts';
import type { SiteModel } from '../model.ts';
import { renderPage } from '../page.tsx';
import { newestFirst, titleOf } from '../reading-order.ts';
import { Day, EarlierNote, PostTitle } from './parts.tsx';

/** Every post by year, newest first, with those that came out before this site. */
export function archivePage(model: SiteModel, chrome: Chrome): string {
  const posts = newestFirst(model.posts);
  const years = [...new Set(posts.map((post) => yearOf(post.date)))];
  const body = (
    <>
      <header class="page-header">
        <h1>Archive</h1>
        <p class="lead">
          {posts.length === 0
            ? 'Nothing has been published yet.'
            : `All ${posts.length} posts, newest first.`}
        </p>
      </header>
      {years.map((year) => (
        <section aria-labelledby={`year-${year}`}>
          <h2 id={`year-${year}`} class="section-title">
            {year}
          </h2>
          <ol class="by-date" reversed>
            {posts
              .filter((post) => yearOf(post.date) === year)
              .map((post) => (
                <li>
                  <Day date={post.date} words={shortDate(post.date)} />
                  <p>
                    <PostTitle post={post} chrome={chrome} />
                    <span class="meta">
                      <span>{titleOf(post.track, model.tracks)}</span>
                      <EarlierNote post={post} />
                    </span>
                  </p>
                </li>
              ))}
          </ol>
        </section>
      ))}
    </>
  );
  const description = `Every post of ${chrome.title}, by year.`;
  return renderPage({ title: 'Archive', description, body, path: '/archive/', current: '/archive/' }, chrome);
}
