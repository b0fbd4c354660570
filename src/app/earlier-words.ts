import type { TopicId } from '../domain/calendar/calendar.ts';
import { postFaults } from '../domain/calendar/post-faults.ts';
import { lineStartsOf, placeOf } from '../domain/calendar/source.ts';
import { mayBeDrawn } from '../domain/posts/may-be-drawn.ts';
import { readBody } from '../workspace/author-files.ts';
import type { App } from './context.ts';

export type EarlierWords =
  | { readonly kind: 'words'; readonly markdown: string }
  /** A sentence without its full stop. */
  | { readonly kind: 'none'; readonly why: string };

/** The words of a post from before Fortnight, if they can be mailed: held to what a ready post is held to, as a mail cannot be taken back. */
export async function earlierWords(app: Pick<App, 'workspace'>, topic: TopicId): Promise<EarlierWords> {
  const file = `calendar/posts/${topic}.md`;
  const read = await readBody(app.workspace, topic);
  if (read.kind === 'missing') return { kind: 'none', why: `${file} does not exist` };
  if (read.kind === 'unreadable') return { kind: 'none', why: `${file} cannot be read: ${read.reason}` };
  const markdown = read.text;
  const [fault] = postFaults(markdown);
  if (fault !== undefined) {
    const { line } = placeOf(file, markdown, lineStartsOf(markdown), fault.span);
    return { kind: 'none', why: `${file}, line ${line}: ${fault.message}` };
  }
  const [undrawable] = await undrawableFaults(markdown);
  if (undrawable === undefined) return { kind: 'words', markdown };
  return { kind: 'none', why: `${file}, line ${undrawable.line}: ${undrawable.words}` };
}

async function undrawableFaults(markdown: string) {
  if (!mayBeDrawn(markdown)) return [];
  // What reads formulas takes long to load, and few posts have any.
  const { undrawableIn } = await import('../domain/posts/undrawable.ts');
  return undrawableIn(markdown);
}
