import { nearestName } from '../../../core/nearest-name.ts';
import { HEAVY_FILM, oddityOf } from '../../pictures/oddity.ts';
import type { TopicId } from '../calendar.ts';
import type { PostText } from '../check-context.ts';
import { postFaults } from '../post-faults.ts';
import { type PostNote, type PostNotes, postNotes, WIDEST_CODE } from '../post-notes.ts';
import type { Span } from '../source.ts';
import { type CheckInput, type Finding, type Rule, suggesting } from './rule.ts';

const LONGEST_SUMMARY = 200;

export const bodyMissing: Rule = {
  code: 'E401',
  severity: 'error',
  title: 'a ready topic has no body',
  what: 'A topic says `status: ready`, but its post is not there.',
  why: 'Ready means that it may go out at any publishing day from now on.',
  how: 'Write `posts/<id>.md`, check its name, or set the status back to draft.',
  *find({ topics, hasBody }) {
    if (hasBody === null) return;
    for (const { id, typedId, fields } of topics) {
      if (fields?.status?.value !== 'ready' || typedId?.value !== id || hasBody(id)) continue;
      yield {
        span: fields.status.span,
        message: `\`${id}\` is ready, but \`posts/${id}.md\` is missing`,
        help: 'write the post, or set the status back to draft',
      };
    }
  },
};

export const bodyFails: Rule = {
  code: 'E402',
  severity: 'error',
  title: 'the post of a ready topic must not go out',
  what: 'A topic says `status: ready`, but its post is empty, is not text, or holds what no reader should get: a block of code or a comment that never ends, a mark of a git conflict, a link that leads nowhere or to a topic that does not exist, a picture or diagram that is not described, a picture that is not there or cannot be shown, a formula or diagram that cannot be read.',
  why: 'What is mailed cannot be taken back.',
  how: 'Mend the post where the message points, or set the status back to draft.',
  *find(input) {
    for (const { topic, span, post } of readyPosts(input)) {
      if (post.kind === 'unreadable') {
        const inPost = { file: post.file, text: '', span: { start: 0, end: 1 } };
        yield {
          span,
          inPost,
          message: `this post cannot be read: ${post.reason}`,
          help: 'save it as UTF-8 text',
        };
        continue;
      }
      for (const fault of postFaults(post.text)) {
        const inPost = { file: post.file, text: post.text, span: fault.span };
        yield { span, inPost, message: fault.message, help: fault.help };
      }
      yield* unknownTopics(input, span, post);
      yield* unshownPictures(input, topic, span, post);
    }
  },
};

/** Only the calendar knows which topics there are. */
function* unknownTopics(
  { topics }: CheckInput,
  span: Span,
  { file, text }: ReadablePost,
): Generator<Finding> {
  const { topics: links } = postNotes(text);
  if (links.length === 0) return;
  const ids = topics.flatMap(({ id }) => (id === null ? [] : [id]));
  for (const { id, span: place } of links) {
    if (ids.some((known) => known === id)) continue;
    const help = 'a link to another post names its `id` in the calendar';
    yield {
      span,
      inPost: { file, text, span: place },
      message: `there is no topic \`${id}\``,
      help: suggesting(nearestName(id, ids), help),
    };
  }
}

/** Only the folder of the post knows which pictures there are. */
function* unshownPictures(
  { context }: CheckInput,
  topic: TopicId,
  span: Span,
  { file, text }: ReadablePost,
): Generator<Finding> {
  for (const { name, span: place } of postNotes(text).pictures) {
    const picture = context.picture(topic, name);
    const inPost = { file, text, span: place };
    if (picture?.kind === 'missing') {
      const help = `put it into \`posts/${topic}/\`, or beside the post`;
      yield { span, inPost, message: `there is no picture \`${name}\``, help };
    } else if (picture?.kind === 'refused') {
      const help = 'save it as a PNG, JPEG, WebP or SVG of less than 5 MB and 50 million pixels';
      yield { span, inPost, message: `this picture cannot be shown: ${picture.reason}`, help };
    }
  }
}

export const unfinishedPost: Rule = {
  code: 'W508',
  severity: 'warning',
  title: 'a ready post has a TODO in it',
  what: 'The post of a ready topic says TODO, FIXME, TK or XXX outside of code.',
  why: 'It is a note to the author, and readers would get it.',
  how: 'Do what it says and remove it, or set the status back to draft.',
  find: (input) => notesIn(input, ({ unfinished }) => unfinished),
};

export const skippedHeading: Rule = {
  code: 'W512',
  severity: 'warning',
  title: 'a heading skips a level',
  what: 'In the post of a ready topic a heading is more than one level below the one before it. The title of the page is level 1.',
  why: 'Who listens to a page moves from heading to heading, and takes the missing level for a part that was left out.',
  how: 'Give the heading the level below that of the part it stands in.',
  find: (input) => notesIn(input, ({ skipping }) => skipping),
};

export const wideCode: Rule = {
  code: 'W513',
  severity: 'warning',
  title: 'a line of code is too wide for a mail',
  what: `A block of code in the post of a ready topic has a line of more than ${WIDEST_CODE} columns.`,
  why: 'In a mail such a line wraps, or has to be scrolled, on every screen.',
  how: 'Break the line where the language allows it.',
  find: (input) => notesIn(input, ({ wide }) => wide),
};

export const oddPicture: Rule = {
  code: 'W515',
  severity: 'warning',
  title: 'a picture should be looked at',
  what: `A picture of a ready post moves and has more than ${HEAVY_FILM / 1e6} MB, or is of another format than its name says.`,
  why: 'What moves goes to readers as it is, as large as it is, and a phone loads it at the price of its owner. A wrong name is often a wrong file.',
  how: 'Make a film smaller or shorter, or link to it; give the file the ending of its format.',
  *find(input) {
    for (const { topic, span, post } of readyPosts(input)) {
      if (post.kind === 'unreadable') continue;
      const { file, text } = post;
      for (const { name, span: place } of postNotes(text).pictures) {
        const picture = input.context.picture(topic, name);
        const oddity = picture?.kind === 'file' ? oddityOf(name, picture.size, picture.look) : null;
        if (oddity !== null) yield { span, inPost: { file, text, span: place }, ...oddity };
      }
    }
  },
};

export const longSummary: Rule = {
  code: 'W505',
  severity: 'warning',
  title: 'a summary is too long',
  what: `A summary has more than ${LONGEST_SUMMARY} characters.`,
  why: 'It is shown in lists, feeds and previews of the mail, which cut it off.',
  how: 'Say it in one sentence; the rest belongs into the post.',
  *find({ topics }) {
    for (const { fields } of topics) {
      const length = [...(fields?.summary?.value ?? '')].length;
      if (!fields?.summary || length <= LONGEST_SUMMARY) continue;
      yield {
        span: fields.summary.span,
        message: `this summary has ${length} characters`,
        help: `at most ${LONGEST_SUMMARY} are shown everywhere`,
      };
    }
  },
};

type ReadablePost = Extract<PostText, { kind: 'text' }>;

/** What there is to note in the posts that are ready. */
function* notesIn(input: CheckInput, notes: (all: PostNotes) => readonly PostNote[]): Generator<Finding> {
  for (const { span, post } of readyPosts(input)) {
    if (post.kind === 'unreadable') continue;
    const { file, text } = post;
    for (const { span: place, ...words } of notes(postNotes(text)))
      yield { span, inPost: { file, text, span: place }, ...words };
  }
}

/** The posts that may go out at any publishing day, each with the status that says so. */
function* readyPosts({
  topics,
  context,
}: CheckInput): Generator<{ readonly topic: TopicId; readonly span: Span; readonly post: PostText }> {
  for (const { id, typedId, fields } of topics) {
    if (fields?.status?.value !== 'ready' || typedId?.value !== id) continue;
    const post = context.post(id);
    if (post !== null) yield { topic: id, span: fields.status.span, post };
  }
}
