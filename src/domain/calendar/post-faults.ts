import { remembering } from '../../core/remembering.ts';
import type { Span } from './source.ts';

/** The worker asks every minute about all posts that say `ready`, and those that are out say so too. */
const REMEMBERED_POSTS = 500;

/** Something in a post's Markdown that must not go out. */
export interface PostFault {
  readonly span: Span;
  readonly message: string;
  readonly help: string;
}

/**
 * The faults of a post that keep it from being published. A look at the lines, without a Markdown parser: it runs at
 * every check of the calendar, so it finds only what is wrong beyond doubt.
 */
export const postFaults = remembering(REMEMBERED_POSTS, findFaults);

function findFaults(text: string): readonly PostFault[] {
  if (text.replace(/^\uFEFF/, '').trim() === '') {
    return [
      {
        span: { start: 0, end: 1 },
        message: 'this post is empty',
        help: 'write it, or set the status back to draft',
      },
    ];
  }
  const { prose, fault } = withoutCode(text);
  const found = [
    ...(fault === null ? [] : [fault]),
    ...conflicts(prose),
    ...openComment(prose),
    ...links(prose),
  ];
  return found.sort((one, other) => one.span.start - other.span.start);
}

/** Where a ready post still says that something is to be done; not in code, where such a note may be the subject. */
export const unfinishedNotes = remembering(REMEMBERED_POSTS, findNotes);

function findNotes(text: string): readonly Span[] {
  const { prose } = withoutCode(text);
  return [...prose.matchAll(/(?<![\w-])(TODO|FIXME|TK|XXX)(?![\w-])/g)].map(spanOf);
}

/** The text with code blanked out, every offset kept; and the fence that is never closed. */
function withoutCode(text: string): { readonly prose: string; readonly fault: PostFault | null } {
  let prose = '';
  let fence: { readonly mark: string; readonly at: number } | null = null;
  let at = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const mark = /^ {0,3}(?:> ?)*(`{3,}(?=[^`]*$)|~{3,})(.*)/.exec(line.trimEnd());
    const wasInside = fence !== null;
    if (fence === null && mark?.[1] !== undefined) fence = { mark: mark[1], at: at + line.indexOf(mark[1]) };
    else if (fence !== null && mark?.[1]?.startsWith(fence.mark) && mark[2]?.trim() === '') fence = null;
    prose += wasInside || fence !== null ? blank(line) : line;
    at += line.length;
  }
  const inline = prose.replace(/(`+)(?!`)((?:(?!\n\s*\n)[\s\S])*?[^`])\1(?!`)/g, blank);
  return { prose: inline, fault: fence === null ? null : openFence(fence) };
}

function blank(text: string): string {
  return text.replace(/[^\n\r]/g, ' ');
}

function openFence({ mark, at }: { readonly mark: string; readonly at: number }): PostFault {
  return {
    span: { start: at, end: at + mark.length },
    message: 'this block of code is never closed',
    help: `everything after it would be shown as code: end it with a line of ${mark.length} ${mark.startsWith('~') ? 'tildes' : 'backticks'}`,
  };
}

function* conflicts(prose: string): Generator<PostFault> {
  for (const match of prose.matchAll(/^(<{7}|>{7}) .*$/gm)) {
    yield {
      span: spanOf(match),
      message: 'git left the mark of a conflict here',
      help: 'settle the conflict, and remove the marks',
    };
  }
}

function* openComment(prose: string): Generator<PostFault> {
  const start = prose.lastIndexOf('<!--');
  if (start === -1 || prose.indexOf('-->', start) !== -1) return;
  const span = { start, end: start + 4 };
  yield {
    span,
    message: 'this comment is never closed',
    help: 'everything after it would be left out: end it with `-->`',
  };
}

function* links(prose: string): Generator<PostFault> {
  for (const match of prose.matchAll(/\]\(\s*<?\s*((?:javascript|vbscript|data):)/gi)) {
    const end = match.index + match[0].length;
    const span = { start: end - (match[1]?.length ?? 0), end };
    yield {
      span,
      message: `a link cannot lead to \`${match[1]}\``,
      help: 'no mail program or browser follows it safely; link to an https address',
    };
  }
  for (const match of prose.matchAll(/\[[^\][\n]+\]\(\s*\)/g)) {
    yield {
      span: spanOf(match),
      message: 'this link leads nowhere',
      help: 'put its address between the brackets',
    };
  }
  yield* undefinedReferences(prose);
}

/** `[text][name]` without a line `[name]: address` is printed with its brackets. */
function* undefinedReferences(prose: string): Generator<PostFault> {
  const defined = new Set(
    [...prose.matchAll(/^ {0,3}\[([^\]\n]+)\]:/gm)].map((match) => labelOf(match[1] ?? '')),
  );
  for (const match of prose.matchAll(/\[[^\][\n]+\]\[([^\][\n]+)\]/g)) {
    const label = match[1] ?? '';
    if (defined.has(labelOf(label))) continue;
    const start = match.index + match[0].length - label.length - 1;
    const span = { start, end: start + label.length };
    yield {
      span,
      message: `there is no link definition \`${label}\``,
      help: `add a line \`[${label}]: https://…\``,
    };
  }
}

/** CommonMark, section 6.3: labels match without regard to case and to how much space is between words. */
function labelOf(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length };
}
