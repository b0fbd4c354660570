import type { FC } from 'hono/jsx';
import type { Track } from '../../domain/calendar/calendar.ts';
import type { Catalogue } from '../catalogue.ts';
import { type Chrome, hrefOf, trackPath } from '../chrome.ts';
import { feedPathsOf } from '../feeds/feed-paths.ts';
import type { ListedPage } from '../list-pages.ts';
import type { ComingPost, SitePost } from '../model.ts';
import { renderPage } from '../page.tsx';
import { type ListPage, Pager, pagesOf, pageTitle } from '../paging.tsx';
import { readingOrder, stepsOf } from '../reading-order.ts';
import { SubscribeSection } from '../subscribe-form.tsx';
import { ComingLine } from './parts.tsx';
import { PathSteps } from './path-steps.tsx';
import { countOf } from './plan-in-words.ts';

/** Posts on one page of a long path. */
const ON_A_PAGE = 100;

/** Planned posts that a track names; the whole plan is a page of its own. */
const COMING_SHOWN = 5;

/** The pages of a track: its posts in reading order, and on the last of them what is still to come. */
export function trackPages(track: Track, catalogue: Catalogue, chrome: Chrome): readonly ListedPage[] {
  const pages = pagesOf(readingOrder(track, catalogue), ON_A_PAGE, trackPath(track.id));
  const coming = catalogue.coming.filter((post) => post.track === track.id);
  const standing = standingInWords(catalogue.inTrack(track.id), catalogue);
  return pages.map((page) => ({
    path: page.path,
    shows: [standing, page.number, page.of, coming, page.items.map(catalogue.lineKeyOf)],
    html: () => trackPage(track, page, coming, standing, catalogue, chrome),
  }));
}

function trackPage(
  track: Track,
  page: ListPage<SitePost>,
  coming: readonly ComingPost[],
  standing: string,
  catalogue: Catalogue,
  chrome: Chrome,
): string {
  const body = (
    <>
      <header class="page-header">
        <p class="eyebrow">
          <a href={hrefOf(chrome, '/start-here/')}>Reading path</a>
          <span class="quiet">{standing}</span>
        </p>
        <h1>{track.title}</h1>
        {track.intro === '' ? null : <p class="lead">{track.intro}</p>}
      </header>
      {page.items.length === 0 ? null : (
        <section aria-label="Posts">
          <PathSteps steps={stepsOf(page.items, catalogue.series)} catalogue={catalogue} chrome={chrome} />
          <Pager page={page} path={trackPath(track.id)} chrome={chrome} />
        </section>
      )}
      <p class="promise">
        <a href={hrefOf(chrome, feedPathsOf(trackPath(track.id)).rss)}>This track as a feed</a>, or{' '}
        <a href={hrefOf(chrome, '/feeds/')}>other feeds</a>.
      </p>
      {page.number < page.of || coming.length === 0 ? null : <StillToCome coming={coming} chrome={chrome} />}
      <SubscribeSection chrome={chrome} />
    </>
  );
  const description = track.intro === '' ? `${track.title}, a reading path.` : track.intro;
  const feed = { title: `${chrome.title}: ${track.title}`, paths: feedPathsOf(trackPath(track.id)) };
  return renderPage(
    { title: pageTitle(track.title, page), description, body, path: page.path, feed },
    chrome,
  );
}

const StillToCome: FC<{ coming: readonly ComingPost[]; chrome: Chrome }> = ({ coming, chrome }) => (
  <section aria-labelledby="coming-title">
    <h2 id="coming-title" class="section-title">
      Still to come
    </h2>
    <ol class="posts">
      {coming.slice(0, COMING_SHOWN).map((post) => (
        <li>
          <ComingLine post={post} />
        </li>
      ))}
    </ol>
    <p class="more">
      <a href={hrefOf(chrome, '/coming-next/')}>
        {coming.length > COMING_SHOWN
          ? `And ${coming.length - COMING_SHOWN} more: the whole plan`
          : 'The whole plan'}
      </a>
    </p>
  </section>
);

/** `12 posts, 95 minutes`; without the minutes while the words of some are elsewhere. */
function standingInWords(posts: readonly SitePost[], catalogue: Catalogue): string {
  if (posts.length === 0) return 'nothing out yet';
  const count = countOf(posts.length, 'post');
  if (posts.some((post) => catalogue.minutesOf(post) === null)) return count;
  const minutes = posts.reduce((sum, post) => sum + (catalogue.minutesOf(post) ?? 0), 0);
  return `${count}, ${countOf(minutes, 'minute')}`;
}
