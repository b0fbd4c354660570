import type { FC } from 'hono/jsx';
import type { Blog, Track } from '../../domain/calendar/calendar.ts';
import { type Chrome, hrefOf } from '../chrome.ts';
import { dayInWords } from '../dates.ts';
import type { ComingPost, SiteModel, SitePost } from '../model.ts';
import { renderPage } from '../page.tsx';
import { type PathStep, publicComing, readingPath } from '../reading-order.ts';
import { SubscribeSection } from '../subscribe-form.tsx';
import { EarlierNote, PostTitle } from './parts.tsx';
import { planInWords } from './plan-in-words.ts';

/**
 * The guided reading list for somebody who just arrived: each track that has a post as a path, then what is coming, then the form.
 * It is made of the calendar and the facts, so a post joins its path by being published.
 */
export function startHerePage(model: SiteModel, chrome: Chrome): string {
  const paths = model.tracks.filter((track) => model.posts.some((post) => post.track === track.id));
  const body = (
    <>
      <header class="page-header">
        <h1>Start here</h1>
        <p class="lead">{introOf(model.blog)}</p>
        <p class="lead">
          There is no need to begin at the beginning: pick the sentence that sounds like you.
        </p>
      </header>
      {paths.map((track) => (
        <Path track={track} steps={readingPath(track, model)} chrome={chrome} />
      ))}
      <Coming model={model} chrome={chrome} />
      <SubscribeSection chrome={chrome} />
    </>
  );
  const description = `Where to begin with ${chrome.title}: reading paths, and what is coming next.`;
  return renderPage(
    { title: 'Start here', description, body, path: '/start-here/', current: '/start-here/' },
    chrome,
  );
}

/** The author's own words, or the least that can be said without them. */
function introOf(blog: Blog): string {
  if (blog.about !== '') return blog.about;
  return `I am ${blog.author.name}, and ${blog.title} is where I write ${lowerFirst(blog.tagline)}.`;
}

const Path: FC<{ track: Track; steps: readonly PathStep[]; chrome: Chrome }> = ({ track, steps, chrome }) => (
  <section class="path" id={track.id} aria-labelledby={`${track.id}-title`}>
    <h2 id={`${track.id}-title`}>{track.title}</h2>
    <p class="intro">{track.intro}</p>
    <ol class="steps">
      {steps.map((step) => (
        <li>
          <Step step={step} chrome={chrome} />
        </li>
      ))}
    </ol>
  </section>
);

const Step: FC<{ step: PathStep; chrome: Chrome }> = ({ step, chrome }) => {
  if (step.kind === 'post') return <Line post={step.post} chrome={chrome} />;
  return (
    <>
      <p class="series-name">
        {step.series.title} <span class="quiet">{partsInWords(step)}</span>
      </p>
      <ol class="series-parts">
        {step.posts.map((post) => (
          <li value={post.part ?? undefined}>
            <Line post={post} chrome={chrome} />
          </li>
        ))}
      </ol>
    </>
  );
};

const Line: FC<{ post: SitePost; chrome: Chrome }> = ({ post, chrome }) => (
  <>
    <p class="post-title">
      <PostTitle post={post} chrome={chrome} /> <EarlierNote post={post} />
    </p>
    {post.summary === '' ? null : <p class="post-summary">{post.summary}</p>}
  </>
);

const Coming: FC<{ model: SiteModel; chrome: Chrome }> = ({ model, chrome }) => {
  const coming = publicComing(model);
  const [next] = coming;
  return (
    <section class="path" aria-labelledby="coming-title">
      <h2 id="coming-title">What’s coming next</h2>
      {next === undefined ? (
        <p>Nothing is planned at the moment.</p>
      ) : (
        <Plan coming={coming} next={next} model={model} />
      )}
      <p class="more">
        <a href={hrefOf(chrome, '/coming-next/')}>The whole plan, with dates</a>
      </p>
    </section>
  );
};

const Plan: FC<{ coming: readonly ComingPost[]; next: ComingPost; model: SiteModel }> = ({
  coming,
  next,
  model,
}) => (
  <>
    <p>{planInWords(coming, model)}</p>
    <p>
      Next is <strong>{next.title}</strong>, planned for {dayInWords(next.date)}.
    </p>
  </>
);

function partsInWords(step: {
  readonly series: { readonly parts: number | null };
  readonly posts: readonly SitePost[];
}): string {
  const out = step.posts.length;
  const all = step.series.parts ?? out;
  if (out < all) return `${out} of ${all} parts so far`;
  return out === 1 ? 'one part' : `in ${out} parts`;
}

function lowerFirst(words: string): string {
  return words.slice(0, 1).toLowerCase() + words.slice(1);
}
