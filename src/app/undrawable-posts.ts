import type { Diagnostic } from '../core/diagnostics.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { mayBeDrawn } from '../domain/posts/may-be-drawn.ts';
import type { PostReader } from '../workspace/author-files.ts';

/** What of ready posts cannot be drawn, as faults of the calendar: what is mailed cannot be taken back. */
export async function undrawablePosts(calendar: Calendar, posts: PostReader): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const { id, status } of calendar.topics) {
    const post = status === 'ready' ? posts.read(id) : null;
    if (post?.kind !== 'text' || !mayBeDrawn(post.text)) continue;
    // What reads formulas takes longer to load than a whole check.
    const { undrawableIn } = await import('../domain/posts/undrawable.ts');
    for (const { line, column, words } of await undrawableIn(post.text)) {
      found.push({
        code: 'E402',
        severity: 'error',
        message: words,
        place: { file: post.file, line, column, length: 1 },
        help: 'mend it, or set the status back to draft: readers would get its source',
        blocks: 'topic',
        topic: id,
      });
    }
  }
  return found;
}
