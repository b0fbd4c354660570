import type { FC } from 'hono/jsx';
import type { Catalogue, Year } from '../catalogue.ts';
import { type Chrome, hrefOf, yearPath } from '../chrome.ts';
import { renderPage } from '../page.tsx';
import { DateList } from './parts.tsx';

/** The archive shows the newest years whole until so many posts stand on it; the years before are a line each. */
const SHOWN_WHOLE = 100;

/** Every post by year, newest first, with those that came out before this site. */
export function archivePage(catalogue: Catalogue, chrome: Chrome): string {
  const { posts, years } = catalogue;
  const whole = newestYears(years);
  const older = years.slice(whole.length);
  const body = (
    <>
      <header class="page-header">
        <h1>Archive</h1>
        <p class="lead">{leadOf(posts.length)}</p>
        {catalogue.tags.length === 0 ? null : (
          <p class="more">
            <a href={hrefOf(chrome, '/tags/')}>By tag</a>
          </p>
        )}
      </header>
      {whole.map((year) => (
        <section aria-labelledby={`year-${year.year}`}>
          <h2 id={`year-${year.year}`} class="section-title">
            <a href={hrefOf(chrome, yearPath(year.year))}>{year.year}</a>
          </h2>
          <DateList posts={year.posts} underYear catalogue={catalogue} chrome={chrome} />
        </section>
      ))}
      {older.length === 0 ? null : <OlderYears years={older} chrome={chrome} />}
    </>
  );
  const description = `Every post of ${chrome.title}, by year.`;
  return renderPage({ title: 'Archive', description, body, path: '/archive/', current: '/archive/' }, chrome);
}

/** The posts of one year, newest first. */
export function yearPage(year: Year, catalogue: Catalogue, chrome: Chrome): string {
  const place = catalogue.years.indexOf(year);
  const [newer, older] = [catalogue.years[place - 1], catalogue.years[place + 1]];
  const body = (
    <>
      <header class="page-header">
        <p class="eyebrow">
          <a href={hrefOf(chrome, '/archive/')}>Archive</a>
        </p>
        <h1>{year.year}</h1>
        <p class="lead">{leadOf(year.posts.length)}</p>
      </header>
      <DateList posts={year.posts} underYear catalogue={catalogue} chrome={chrome} />
      {newer === undefined && older === undefined ? null : (
        <nav class="pager" aria-label="Other years">
          {older === undefined ? null : <a href={hrefOf(chrome, yearPath(older.year))}>{older.year}</a>}
          {newer === undefined ? null : <a href={hrefOf(chrome, yearPath(newer.year))}>{newer.year}</a>}
        </nav>
      )}
    </>
  );
  const description = `What ${chrome.title} published in ${year.year}.`;
  return renderPage(
    { title: `Archive of ${year.year}`, description, body, path: yearPath(year.year), current: '/archive/' },
    chrome,
  );
}

const OlderYears: FC<{ years: readonly Year[]; chrome: Chrome }> = ({ years, chrome }) => (
  <section aria-labelledby="older-years">
    <h2 id="older-years" class="section-title">
      Before that
    </h2>
    <ul class="counts">
      {years.map(({ year, posts }) => (
        <li>
          <a href={hrefOf(chrome, yearPath(year))}>{year}</a> <span class="quiet">{posts.length}</span>
        </li>
      ))}
    </ul>
  </section>
);

function newestYears(years: readonly Year[]): readonly Year[] {
  let shown = 0;
  const whole = years.findIndex(({ posts }) => {
    shown += posts.length;
    return shown > SHOWN_WHOLE;
  });
  return whole < 0 ? years : years.slice(0, whole);
}

function leadOf(posts: number): string {
  if (posts === 0) return 'Nothing has been published yet.';
  return posts === 1 ? 'One post.' : `All ${posts} posts, newest first.`;
}
