import type { TopicId } from '../domain/calendar/calendar.ts';
import type { PostPicture } from '../domain/calendar/check-context.ts';
import { refusalNow } from '../site/pictures/rendition-store.ts';
import { pictureFile } from '../workspace/picture-files.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { keyOf, picturesFolder } from './picture-keys.ts';

/** A picture beside a post, for a check of the post: without decoding it, but with what was found when it was decoded before. */
export function postPicture(workspace: Workspace, topic: TopicId, name: string): PostPicture {
  const file = pictureFile(workspace, topic, name);
  if (file.kind !== 'file') return file;
  const reason = refusalNow(picturesFolder({ workspace }), keyOf(file.hash));
  return reason === null ? { kind: 'file', size: file.size, look: file.look } : { kind: 'refused', reason };
}
