import type { FC } from 'hono/jsx';
import type { Blog, Track } from '../../domain/calendar/calendar.ts';
import type { Catalogue } from '../catalogue.ts';
import { type Chrome, hrefOf, trackPath } from '../chrome.ts';
import { dayInWords } from '../dates.ts';
import type { ComingPost } from '../model.ts';
import { renderPage } from '../page.tsx';
import { readingOrder, stepsOf } from '../reading-order.ts';
import { SubscribeSection } from '../subscribe-form.tsx';
import { PathSteps } from './path-steps.tsx';
import { planInWords } from './plan-in-words.ts';

/** A path that is longer goes on at the page of its track: nobody begins with the thirtieth post. */
const LONGEST_PATH = 24;

/**
 * The guided reading list for somebody who just arrived: each track that has a post as a path, then what is coming, then the form.
 * It is made of the calendar and the facts, so a post joins its path by being published.
 */
export function startHerePage(catalogue: Catalogue, chrome: Chrome): string {
  const paths = catalogue.tracks.filter((track) => catalogue.inTrack(track.id).length > 0);
  const body = (
    <>
      <header class="page-header">
        <h1>Start here</h1>
        <p class="lead">{introOf(catalogue.blog)}</p>
        <p class="lead">
          There is no need to begin at the beginning: pick the sentence that sounds like you.
        </p>
      </header>
      {paths.map((track) => (
        <Path track={track} catalogue={catalogue} chrome={chrome} />
      ))}
      <Coming catalogue={catalogue} chrome={chrome} />
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

const Path: FC<{ track: Track; catalogue: Catalogue; chrome: Chrome }> = ({ track, catalogue, chrome }) => {
  const posts = readingOrder(track, catalogue);
  const left = posts.length - LONGEST_PATH;
  return (
    <section class="path" id={track.id} aria-labelledby={`${track.id}-title`}>
      <h2 id={`${track.id}-title`}>
        <a href={hrefOf(chrome, trackPath(track.id))}>{track.title}</a>
      </h2>
      {track.intro === '' ? null : <p class="intro">{track.intro}</p>}
      <PathSteps
        steps={stepsOf(posts.slice(0, LONGEST_PATH), catalogue.series)}
        catalogue={catalogue}
        chrome={chrome}
      />
      {left > 0 ? (
        <p class="more">
          <a href={hrefOf(chrome, trackPath(track.id))}>And {left} more on this path</a>
        </p>
      ) : null}
    </section>
  );
};

const Coming: FC<{ catalogue: Catalogue; chrome: Chrome }> = ({ catalogue, chrome }) => {
  const [next] = catalogue.coming;
  return (
    <section class="path" aria-labelledby="coming-title">
      <h2 id="coming-title">What’s coming next</h2>
      {next === undefined ? (
        <p>Nothing is planned at the moment.</p>
      ) : (
        <Plan next={next} catalogue={catalogue} />
      )}
      <p class="more">
        <a href={hrefOf(chrome, '/coming-next/')}>The whole plan, with dates</a>
      </p>
    </section>
  );
};

const Plan: FC<{ next: ComingPost; catalogue: Catalogue }> = ({ next, catalogue }) => (
  <>
    <p>{planInWords(catalogue.coming, catalogue)}</p>
    <p>
      Next is <strong>{next.title}</strong>, planned for {dayInWords(next.date)}.
    </p>
  </>
);

function lowerFirst(words: string): string {
  return words.slice(0, 1).toLowerCase() + words.slice(1);
}
