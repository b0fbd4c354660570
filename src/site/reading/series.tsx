import type { FC } from 'hono/jsx';
import type { Series } from '../../domain/calendar/calendar.ts';
import type { Catalogue, SeriesPart } from '../catalogue.ts';
import { type Chrome, seriesPath } from '../chrome.ts';
import { dateInWords } from '../dates.ts';
import { renderPage } from '../page.tsx';
import { SubscribeSection } from '../subscribe-form.tsx';
import { ComingLine, Day, EarlierNote, Minutes, PostTitle, TrackLink } from './parts.tsx';
import { countOf } from './plan-in-words.ts';

/** A series: its parts in order, what is out, what comes when, and the way to have it by mail from the beginning. */
export function seriesPage(series: Series, catalogue: Catalogue, chrome: Chrome): string {
  const parts = catalogue.partsOf(series.id);
  const lead = standingInWords(series, parts, catalogue);
  const tracks = [...new Set(parts.map(({ post }) => post.track))];
  const body = (
    <>
      <header class="page-header">
        <p class="eyebrow">
          Series
          {tracks.map((track) => (
            <TrackLink track={track} catalogue={catalogue} chrome={chrome} />
          ))}
        </p>
        <h1>{series.title}</h1>
        <p class="lead">{lead}</p>
      </header>
      <section aria-label="Parts">
        <ol class="parts">
          {parts.map((part) => (
            <li value={part.part} class={part.kind === 'coming' ? 'still-coming' : undefined}>
              <Part part={part} catalogue={catalogue} chrome={chrome} />
            </li>
          ))}
        </ol>
        <Unannounced series={series} known={parts.length} />
      </section>
      {canBeMailed(parts) ? <ByMail chrome={chrome} /> : null}
      <SubscribeSection chrome={chrome} />
    </>
  );
  const description = `${series.title}. ${lead}`;
  return renderPage({ title: series.title, description, body, path: seriesPath(series.id) }, chrome);
}

/** Whether a reader can ask for it: its first part can be mailed, but for those that are to be read elsewhere. */
export function canBeMailed(parts: readonly SeriesPart[]): boolean {
  const first = parts.find((part) => !isElsewhere(part));
  return first?.kind === 'published' && first.post.kind === 'own' && first.post.byMail;
}

function isElsewhere({ kind, post }: SeriesPart): boolean {
  return kind === 'published' && post.kind === 'earlier' && post.url !== null;
}

const Part: FC<{ part: SeriesPart; catalogue: Catalogue; chrome: Chrome }> = ({
  part,
  catalogue,
  chrome,
}) => {
  if (part.kind === 'coming') return <ComingLine post={part.post} />;
  const { post } = part;
  return (
    <>
      <p class="post-title">
        <PostTitle post={post} chrome={chrome} />
      </p>
      {post.summary === '' ? null : <p class="post-summary">{post.summary}</p>}
      <p class="meta">
        <Day date={post.date} />
        <Minutes post={post} catalogue={catalogue} />
        <EarlierNote post={post} />
      </p>
    </>
  );
};

const Unannounced: FC<{ series: Series; known: number }> = ({ series, known }) => {
  const left = (series.parts ?? known) - known;
  if (left <= 0) return null;
  return <p class="promise">{left === 1 ? 'One more part has' : `${left} more parts have`} no date yet.</p>;
};

const ByMail: FC<{ chrome: Chrome }> = ({ chrome }) => (
  <section class="by-mail" aria-labelledby="by-mail-title">
    <h2 id="by-mail-title" class="section-title">
      By mail, from part 1
    </h2>
    <p>
      Subscribers can have this series by mail from its beginning, one part a fortnight, beside the new posts.{' '}
      <a href={`${chrome.formBase}/preferences`}>Say so in your preferences</a>; who is not subscribed yet
      begins with the form below.
    </p>
  </section>
);

function standingInWords(series: Series, parts: readonly SeriesPart[], catalogue: Catalogue): string {
  const out = parts.filter((part) => part.kind === 'published');
  const next = parts.find((part) => part.kind === 'coming');
  const all = Math.max(series.parts ?? 0, parts.length);
  const minutes = out.reduce((sum, { post }) => sum + (catalogue.minutesOf(post) ?? 0), 0);
  const reading = minutes === 0 ? '' : `, ${countOf(minutes, 'minute')} of reading`;
  const coming =
    next === undefined ? '' : ` Next is part ${next.part}, planned for ${dateInWords(next.post.date)}.`;
  if (out.length === 0) return `A series in ${countOf(all, 'part')}, none of them out yet.${coming}`;
  if (out.length < all) return `${out.length} of ${countOf(all, 'part')} so far${reading}.${coming}`;
  return `${all === 1 ? 'One part' : `All ${countOf(all, 'part')} are out`}${reading}.`;
}
