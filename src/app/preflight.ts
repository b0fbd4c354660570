import type { PostPicture } from '../domain/calendar/check-context.ts';
import { postFaults } from '../domain/calendar/post-faults.ts';
import { type PostNote, postNotes } from '../domain/calendar/post-notes.ts';
import { lineStartsOf, placeOf, type Span } from '../domain/calendar/source.ts';
import { oddityOf } from '../domain/pictures/oddity.ts';
import type { PostFault } from '../domain/posts/faults.ts';

/** Something in a post's Markdown that its author should look at, whatever the topic's status is. */
export interface PostRemark {
  /** In the Markdown, both from 1. */
  readonly line: number;
  readonly column: number;
  /** Errors keep a ready post from going out. */
  readonly severity: 'error' | 'warning';
  readonly words: string;
  /** How to mend it, where that can be said. */
  readonly help: string | null;
}

/**
 * All there is to say of a post, in the order of its lines: what must not go out, what its author may have meant, and what could not be shown.
 * @param unshown what the renderings could not show
 * @param pictureOf the pictures that lie beside the post
 */
export function preflight(
  markdown: string,
  unshown: readonly PostFault[],
  pictureOf: (name: string) => PostPicture | null = () => null,
): readonly PostRemark[] {
  const starts = lineStartsOf(markdown);
  const at = (span: Span) => {
    const { line, column } = placeOf('', markdown, starts, span);
    return { line, column };
  };
  const { unfinished, skipping, wide, pictures } = postNotes(markdown);
  const odd = pictures.flatMap(({ name, span }): readonly PostNote[] => {
    const picture = pictureOf(name);
    const oddity = picture?.kind === 'file' ? oddityOf(name, picture.size, picture.look) : null;
    return oddity === null ? [] : [{ span, ...oddity }];
  });
  const said = (severity: PostRemark['severity'], { span, message, help }: PostNote): PostRemark => {
    return { ...at(span), severity, words: message, help };
  };
  const remarks: readonly PostRemark[] = [
    ...postFaults(markdown).map((fault) => said('error', fault)),
    // `postFaults` says of a diagram without words what the renderings say too.
    ...unshown
      .filter(({ kind }) => kind !== 'undescribed')
      .map(({ line, column, words }) => ({ line, column, severity: 'error', words, help: null }) as const),
    ...[...unfinished, ...skipping, ...wide, ...odd].map((note) => said('warning', note)),
  ];
  return remarks.toSorted((one, other) => one.line - other.line || one.column - other.column);
}
