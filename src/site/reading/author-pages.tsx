import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Catalogue } from '../catalogue.ts';
import type { Chrome } from '../chrome.ts';
import type { SiteModel } from '../model.ts';
import { renderPage } from '../page.tsx';
import { SubscribeSection } from '../subscribe-form.tsx';
import { planInWords } from './plan-in-words.ts';
import { PrivacyWords } from './privacy-words.tsx';
import { renderWords, type Workshop } from './rendered.ts';

/** About, privacy and imprint: in the author's words where there are any. There is no imprint but the author's own. */
export async function authorPages(
  model: SiteModel,
  catalogue: Catalogue,
  workshop: Workshop,
): Promise<readonly { readonly path: string; readonly html: string }[]> {
  const { chrome } = workshop;
  const { about, privacy, imprint } = model.pages;
  const words = (markdown: string | null, path: string) =>
    markdown === null ? null : renderWords(markdown, path, workshop);
  const pages = [
    pageOf(
      { title: 'About', path: '/about/', words: await words(about, '/about/') },
      <About catalogue={catalogue} />,
      chrome,
    ),
    pageOf(
      { title: 'Privacy', path: '/privacy/', words: await words(privacy, '/privacy/') },
      <PrivacyWords facts={model.privacy} chrome={chrome} />,
      chrome,
    ),
  ];
  const own = await words(imprint, '/imprint/');
  if (own === null) return pages;
  return [...pages, pageOf({ title: 'Imprint', path: '/imprint/', words: own }, null, chrome)];
}

interface OwnPage {
  readonly title: string;
  readonly path: string;
  /** Null where the author wrote nothing. */
  readonly words: { readonly html: string; readonly lead: string } | null;
}

/** `otherwise`: what stands there when the author wrote nothing. */
function pageOf(
  { title, path, words }: OwnPage,
  otherwise: Child,
  chrome: Chrome,
): { readonly path: string; readonly html: string } {
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
