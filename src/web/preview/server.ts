import { join } from 'node:path';
import { serve as listenWith } from '@hono/node-server';
import type { App } from '../../app/context.ts';
import { lintTopic } from '../../app/lint-topic.ts';
import { previewOrWhy, previewWhole, type WholePreview } from '../../app/preview-whole.ts';
import { systemCodeOf } from '../../core/errors.ts';
import { changesIn } from '../../workspace/watch.ts';
import { type PreviewSource, previewApplication } from './application.ts';

/** Where the page is when nobody else is there. */
const PORT = 8015;

/**
 * Shows a topic to its author, and anew whenever one of the author's files has changed, until the signal comes. Listens on this machine alone.
 * @param onReady told where
 * @throws AppError `not-found` when there is no such topic or it has no body
 */
export async function servePreview(
  app: App,
  topic: string,
  signal: AbortSignal,
  onReady: (url: string) => void,
): Promise<void> {
  const source = await previewSource(app, topic, signal);
  const server = await listen(previewApplication(source.shows).fetch);
  try {
    onReady(`http://127.0.0.1:${server.port}/preview/`);
    await source.follow();
  } finally {
    await server.close();
  }
}

/** `follow` renders anew at every change until the signal comes. */
export async function previewSource(app: App, topic: string, signal: AbortSignal) {
  const { postsFolder, pagesFolder, themeFolder, emailsFolder, root } = app.workspace;
  const folders = [
    `${root}/calendar`,
    postsFolder,
    join(postsFolder, topic),
    pagesFolder,
    themeFolder,
    emailsFolder,
  ];
  // Before the first look at the files, so that no change falls in between.
  const changes = await changesIn(folders, signal);
  let shown: WholePreview = await previewWhole(app, topic);
  let now: ReturnType<PreviewSource['now']> = shown;
  let revision = 1;
  const bell = new EventTarget();
  const shows: PreviewSource = {
    topic,
    now: () => now,
    shown: () => shown,
    lint: () => lintTopic(app, topic),
    failed: (error) => app.log.error('the preview failed', error),
    revision: () => revision,
    change: async (gone) => {
      const over = AbortSignal.any([gone, signal]);
      return new Promise((resolve) => {
        if (over.aborted) return resolve(false);
        bell.addEventListener('change', () => resolve(true), { once: true, signal: over });
        over.addEventListener('abort', () => resolve(false), { once: true });
      });
    },
  };
  const follow = async (): Promise<void> => {
    for await (const _change of changes) {
      now = await previewOrWhy(app, topic);
      if (!('why' in now)) shown = now;
      revision += 1;
      bell.dispatchEvent(new Event('change'));
    }
  };
  return { shows, follow };
}

/** At its usual place, so that a tab stays what it is; at any other when that is taken. */
async function listen(fetch: Parameters<typeof listenWith>[0]['fetch'], port = PORT) {
  return new Promise<{ readonly port: number; close(): Promise<void> }>((resolve, reject) => {
    const server = listenWith({ fetch, hostname: '127.0.0.1', port }, (info) =>
      resolve({
        port: info.port,
        close: async () => {
          // A tab keeps its connection open for what is to come.
          if ('closeAllConnections' in server) server.closeAllConnections();
          await new Promise((closed) => server.close(closed));
        },
      }),
    );
    server.once('error', (error: Error) => {
      if (systemCodeOf(error) === 'EADDRINUSE' && port !== 0) listen(fetch, 0).then(resolve, reject);
      else reject(error);
    });
  });
}
