import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Catalogue } from '../catalogue.ts';
import type { Chrome } from '../chrome.ts';
import type { SiteModel } from '../model.ts';
import { renderPage } from '../page.tsx';
import { SubscribeSection } from '../subscribe-form.tsx';
import { planInWords } from './plan-in-words.ts';
import { PrivacyWords } from './privacy-words.tsx';
import { renderWords } from './rendered.ts';

/** About, privacy and imprint: in the author's words where there are any. There is no imprint but the author's own. */
export async function authorPages(
  model: SiteModel,
  catalogue: Catalogue,
  chrome: Chrome,
): Promise<readonly { readonly path: string; readonly html: string }[]> {
  const { about, privacy, imprint } = model.pages;
  const pages = [
    await pageOf(
      { title: 'About', path: '/about/', markdown: about },
      <About catalogue={catalogue} />,
      chrome,
    ),
    await pageOf(
      { title: 'Privacy', path: '/privacy/', markdown: privacy },
      <PrivacyWords facts={model.privacy} chrome={chrome} />,
      chrome,
    ),
  ];
  if (imprint === null) return pages;
  return [...pages, await pageOf({ title: 'Imprint', path: '/imprint/', markdown: imprint }, null, chrome)];
}

/** `otherwise`: what stands there when the author wrote nothing. */
async function pageOf(
  {
    title,
    path,
    markdown,
  }: { readonly title: string; readonly path: string; readonly markdown: string | null },
  otherwise: Child,
  chrome: Chrome,
): Promise<{ readonly path: string; readonly html: string }> {
  const words = markdown === null ? null : await renderWords(markdown, path, chrome);
  const body = (
    <>
      <article>
        <header class="page-header">
          <h1>{title}</h1>
        </header>
        <div class="article">{words === null ? otherwise : raw(words.html)}</div>
      </article>
      {path === '/about/' ? <SubscribeSection chrome={chrome} /> : null}
    </>
  );
  const description = words === null || words.lead === '' ? `${title}: ${chrome.title}.` : words.lead;
  return { path, html: renderPage({ title, description, body, path }, chrome) };
}

/** What the calendar says about the blog and who writes it. */
const About = ({ catalogue }: { catalogue: Catalogue }) => {
  const { title, tagline, about, author } = catalogue.blog;
  return (
    <>
      <p>
        {title} is written by {author.name}
        {tagline === '' ? '.' : `: ${tagline}.`}
      </p>
      {about === '' ? null : <p>{about}</p>}
      {catalogue.coming.length === 0 ? null : <p>{planInWords(catalogue.coming, catalogue)}</p>}
    </>
  );
};
