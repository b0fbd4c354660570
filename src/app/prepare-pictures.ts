import type { Calendar } from '../domain/calendar/calendar.ts';
import { readBody } from '../workspace/author-files.ts';
import type { App } from './context.ts';
import { ownPictures } from './own-pictures.ts';

/** Makes what the posts that are ready will need of their pictures, so that no publishing waits for it, and a check knows of those that are damaged. */
export async function preparePictures(app: App, { topics }: Calendar): Promise<void> {
  for (const { id, status } of topics) {
    const read = status === 'ready' ? await readBody(app.workspace, id) : null;
    if (read?.kind === 'text') await ownPictures(app, id, read.text, 'draft');
  }
}
