import { remembering } from '../../core/remembering.ts';
import { CONTROLS, type Fence, postText, spanOf } from './post-text.ts';
import type { Span } from './source.ts';
import { unreadableBlocks } from './unreadable-blocks.ts';

/** The worker asks every minute about all posts that say `ready`, and those that are out say so too: with fewer than there are, none would be remembered. */
export const REMEMBERED_POSTS = 10_000;

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
  const { prose, fences, open } = postText(text);
  const found = [
    ...(open === null ? [] : [openFence(open)]),
    ...conflicts(prose),
    ...openComment(prose),
    ...controls(text),
    ...unreadable(text, fences, open),
    ...links(prose),
    ...undescribed(prose, fences),
  ];
  return found.sort((one, other) => one.span.start - other.span.start);
}

function openFence({ mark, start }: Fence): PostFault {
  return {
    span: { start, end: start + mark.length },
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

/** What no page may hold (HTML, "Preprocessing the input stream"), and no reader would see. */
function* controls(text: string): Generator<PostFault> {
  for (const match of text.matchAll(CONTROLS)) {
    const number = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    yield {
      span: spanOf(match),
      message: `there is a character here that is none to read, U+${number}`,
      help: 'remove it; where a key is meant, write its name',
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

function* unreadable(text: string, fences: readonly Fence[], open: Fence | null): Generator<PostFault> {
  for (const { span, words } of unreadableBlocks(text, open === null ? fences : [...fences, open])) {
    yield {
      span: { start: span.start, end: span.start + 1 },
      message: `this is more than ${words}`,
      help: 'readers would see it as it is typed here: take it apart, or set it as code',
    };
  }
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

/** Who does not see a picture, in a mail without images or with their ears, gets its description instead. */
function* undescribed(prose: string, fences: readonly Fence[]): Generator<PostFault> {
  const help =
    'say in words what it shows: many readers see the mail without its pictures, and some never see them';
  for (const match of prose.matchAll(/!\[\s*\](?=\(|\[)/g))
    yield {
      span: spanOf(match),
      message: 'this picture has no description',
      help: `${help}: \`![what it shows](…)\``,
    };
  for (const { mark, info, start } of fences) {
    if (!/^dot(?:\s|$)/.test(info) || /\salt="[^"]*[^"\s][^"]*"/.test(info)) continue;
    const span = { start, end: start + mark.length + info.length };
    yield {
      span,
      message: 'this diagram has no description',
      help: `${help}: \`${mark}dot alt="what it shows"\``,
    };
  }
}

/** CommonMark, section 6.3: labels match without regard to case and to how much space is between words. */
function labelOf(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}
