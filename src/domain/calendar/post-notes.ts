import { remembering } from '../../core/remembering.ts';
import { ownName } from '../pictures/own-name.ts';
import { REMEMBERED_POSTS } from './post-faults.ts';
import { postText, spanOf } from './post-text.ts';
import type { Span } from './source.ts';

/** In columns. What is longer scrolls or wraps in the mail; on a wide screen so much is seen at once. */
export const WIDEST_CODE = 80;

/** Something in a post that its author may have meant, and should know of. */
export interface PostNote {
  readonly span: Span;
  readonly message: string;
  readonly help: string;
}

export interface PostNotes {
  /** Where it still says that something is to be done; not in code, where such a note may be the subject. */
  readonly unfinished: readonly PostNote[];
  /** Headings more than one level below the heading before them. */
  readonly skipping: readonly PostNote[];
  /** Lines of code that are wider than a mail shows: the first of each block. */
  readonly wide: readonly PostNote[];
  /** What is linked as `topic:id`: the span is that of the id. */
  readonly topics: readonly { readonly span: Span; readonly id: string }[];
  /** The pictures that should lie beside the post: the span is that of the name. */
  readonly pictures: readonly { readonly span: Span; readonly name: string }[];
}

/** What there is to say of a post, without a Markdown parser: as `postFaults`, at every check. */
export const postNotes = remembering(REMEMBERED_POSTS, findNotes);

function findNotes(text: string): PostNotes {
  const { prose, fences } = postText(text);
  return {
    unfinished: unfinished(prose),
    skipping: skippingHeadings(prose),
    wide: fences.flatMap(({ code }) => widestLine(text, code)),
    topics: topicLinks(prose),
    pictures: pictureNames(prose),
  };
}

function unfinished(prose: string): readonly PostNote[] {
  return [...prose.matchAll(/(?<![\w-])(TODO|FIXME|TK|XXX)(?![\w-])/g)].map((match) => ({
    span: spanOf(match),
    message: `this post still says ${match[0]}`,
    help: 'finish the sentence, or set the status back to draft',
  }));
}

/** Who listens to a page goes from heading to heading: one that is missing sounds like a part that was left out. */
function skippingHeadings(prose: string): readonly PostNote[] {
  const headings = [...prose.matchAll(/^ {0,3}(#{1,6})(?=[ \t]+\S)/gm)];
  const levels = headings.map(([, marks = '']) => marks.length);
  // The page's title is a heading too, unless the post brings its own.
  const title = levels.includes(1) ? 0 : 1;
  return headings.flatMap((match, index) => {
    const level = levels[index] ?? 0;
    const after = levels[index - 1] ?? title;
    if (level <= after + 1) return [];
    const message = `a heading of level ${level} follows one of level ${after}`;
    return [{ span: spanOf(match), message, help: `write \`${'#'.repeat(after + 1)}\`` }];
  });
}

function widestLine(text: string, { start, end }: Span): readonly PostNote[] {
  let at = start;
  for (const line of text.slice(start, end).split('\n')) {
    const columns = [...line.trimEnd().replaceAll('\t', '    ')].length;
    if (columns > WIDEST_CODE) {
      const span = { start: at, end: at + line.trimEnd().length };
      const help = `a mail shows at most ${WIDEST_CODE} at once: break it`;
      return [{ span, message: `this line of code has ${columns} columns`, help }];
    }
    at += line.length + 1;
  }
  return [];
}

function topicLinks(prose: string): PostNotes['topics'] {
  return [...prose.matchAll(/\]\(\s*<?topic:([^)\s>]*)|^ {0,3}\[[^\]\n]+\]:[ \t]*<?topic:([^\s>]*)/gm)].map(
    (match) => {
      const id = match[1] ?? match[2] ?? '';
      const end = match.index + match[0].length;
      return { span: { start: end - id.length, end }, id };
    },
  );
}

function pictureNames(prose: string): PostNotes['pictures'] {
  const inline = prose.matchAll(
    /(?<!\\)!\[(?:[^\]\\]|\\.)*\]\(\s*(?:<([^>\n]*)>|([^\s()]+(?:\([^\s()]*\)[^\s()]*)*))/g,
  );
  return [...inline].flatMap((match) => {
    const url = match[1] ?? match[2] ?? '';
    const name = ownName(url);
    const end = match.index + match[0].length - (match[1] === undefined ? 0 : 1);
    return name === null ? [] : [{ span: { start: end - url.length, end }, name }];
  });
}
