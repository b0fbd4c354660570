import type { FC } from 'hono/jsx';
import type { Catalogue } from '../catalogue.ts';
import { type Chrome, hrefOf, seriesPath } from '../chrome.ts';
import type { SitePost } from '../model.ts';
import type { PathStep } from '../reading-order.ts';
import { EarlierNote, Minutes, PostTitle } from './parts.tsx';

/** A reading path: its posts one after the other, the parts of a series under the name of the series. */
export const PathSteps: FC<{ steps: readonly PathStep[]; catalogue: Catalogue; chrome: Chrome }> = ({
  steps,
  catalogue,
  chrome,
}) => (
  <ol class="steps">
    {steps.map((step) => (
      <li>
        {step.kind === 'post' ? (
          <Line post={step.post} catalogue={catalogue} chrome={chrome} />
        ) : (
          <SeriesStep step={step} catalogue={catalogue} chrome={chrome} />
        )}
      </li>
    ))}
  </ol>
);

const SeriesStep: FC<{
  step: Extract<PathStep, { kind: 'series' }>;
  catalogue: Catalogue;
  chrome: Chrome;
}> = ({ step, catalogue, chrome }) => (
  <>
    <p class="series-name">
      <a href={hrefOf(chrome, seriesPath(step.series.id))}>{step.series.title}</a>{' '}
      <span class="quiet">{partsInWords(step)}</span>
    </p>
    <ol class="series-parts">
      {step.posts.map((post) => (
        <li value={post.part ?? undefined}>
          <Line post={post} catalogue={catalogue} chrome={chrome} />
        </li>
      ))}
    </ol>
  </>
);

const Line: FC<{ post: SitePost; catalogue: Catalogue; chrome: Chrome }> = ({ post, catalogue, chrome }) => (
  <>
    <p class="post-title">
      <PostTitle post={post} chrome={chrome} /> <EarlierNote post={post} />
      <Minutes post={post} catalogue={catalogue} />
    </p>
    {post.summary === '' ? null : <p class="post-summary">{post.summary}</p>}
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
