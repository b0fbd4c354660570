import type { Catalogue, Tag } from '../catalogue.ts';
import { type Chrome, hrefOf, tagPath } from '../chrome.ts';
import type { ListedPage } from '../list-pages.ts';
import type { SitePost } from '../model.ts';
import { renderPage } from '../page.tsx';
import { type ListPage, Pager, pagesOf, pageTitle } from '../paging.tsx';
import { DateList } from './parts.tsx';
import { countOf } from './plan-in-words.ts';

const ON_A_PAGE = 100;

/** All tags with how many posts have each. */
export function tagsPage(catalogue: Catalogue, chrome: Chrome): string {
  const body = (
    <>
      <header class="page-header">
        <h1>Tags</h1>
        <p class="lead">
          {catalogue.tags.length === 0 ? 'No post has a tag yet.' : 'What the posts are about, in a word.'}
        </p>
      </header>
      {catalogue.tags.length === 0 ? null : (
        <ul class="counts">
          {catalogue.tags.map((tag) => (
            <li>
              <a href={hrefOf(chrome, tagPath(tag.slug))}>{tag.words}</a>{' '}
              <span class="quiet">{countOf(tag.posts.length, 'post')}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
  const description = `The posts of ${chrome.title} by tag.`;
  return renderPage({ title: 'Tags', description, body, path: '/tags/' }, chrome);
}

/** The pages of one tag: its posts, newest first. */
export function tagPages(tag: Tag, catalogue: Catalogue, chrome: Chrome): readonly ListedPage[] {
  const pages = pagesOf(tag.posts, ON_A_PAGE, tagPath(tag.slug));
  return pages.map((page) => ({
    path: page.path,
    shows: [tag.words, tag.posts.length, page.number, page.items.map(catalogue.lineKeyOf)],
    html: () => tagPage(tag, page, catalogue, chrome),
  }));
}

function tagPage(tag: Tag, page: ListPage<SitePost>, catalogue: Catalogue, chrome: Chrome): string {
  const body = (
    <>
      <header class="page-header">
        <p class="eyebrow">
          <a href={hrefOf(chrome, '/tags/')}>Tag</a>
        </p>
        <h1>{tag.words}</h1>
        <p class="lead">{countOf(tag.posts.length, 'post')}, newest first.</p>
      </header>
      <section aria-label="Posts">
        <DateList posts={page.items} underYear={false} catalogue={catalogue} chrome={chrome} />
        <Pager page={page} path={tagPath(tag.slug)} chrome={chrome} />
      </section>
    </>
  );
  const description = `What ${chrome.title} has on ${tag.words}.`;
  return renderPage({ title: pageTitle(tag.words, page), description, body, path: page.path }, chrome);
}
