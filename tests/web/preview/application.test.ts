import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { previewApplication } from '../../../src/web/preview/application.ts';
import { previewSource } from '../../../src/web/preview/server.ts';
import { SAMPLE_POSTS } from '../../support/calendar-text.ts';
import { openTestApp } from '../../support/test-app.ts';

const POST = 'A *log*, and TODO.\n\n```js\nconst a = 1;\n```\n';

async function openPreview() {
  const house = await openTestApp({ posts: { ...SAMPLE_POSTS, pacelc: POST } });
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const { shows, follow } = await previewSource(house.app, 'pacelc', stop.signal);
  const web = previewApplication(shows);
  const get = async (path: string) => {
    const answer = await web.request(`http://127.0.0.1:8015${path}`);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  return { house, shows, follow, stop, get };
}

test('page, mail and text stand side by side below what there is to mend', async () => {
  const { get } = await openPreview();
  const { text, headers } = await get('/preview/');
  expect(text.match(/<iframe/g)?.length).toBeGreaterThanOrEqual(8);
  expect(text).toContain('<b>1:14</b> this post still says TODO');
  expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  expect((await get('/preview/text')).text).toContain('A _log_, and TODO.');
  expect((await get('/preview/lint')).text).toContain('Outlook on Windows');
});

test('the mail is shown light or dark whatever the browser prefers, and without pictures', async () => {
  const { get } = await openPreview();
  const dark = (await get('/preview/mail?scheme=dark')).text;
  expect(dark).toContain('nothing is published or recorded');
  expect(dark).not.toContain('prefers-color-scheme');
  expect((await get('/preview/mail?scheme=light&pictures=off')).text).toContain('@media not all');
});

test('the page is that of the site, whose other pages can be gone to', async () => {
  const { get } = await openPreview();
  const { text } = await get('/preview/page?scheme=dark');
  const [, sheet = ''] = /href="(\/assets\/site[^"]*\.css\?scheme=dark)"/.exec(text) ?? [];
  expect((await get(sheet)).text).toContain('@media all');
  expect((await get('/posts/pacelc/')).status).toBe(200);
  expect((await get('/start-here/')).headers.get('Content-Type')).toContain('text/html');
  expect((await get('/nowhere/')).status).toBe(404);
});

test('it follows the files; what cannot be shown says why, and what was shown before stays', async () => {
  const { house, shows, follow, stop, get } = await openPreview();
  const following = follow();
  const next = () => shows.change(stop.signal);
  const changed = next();
  await house.writePost('pacelc', 'Another *log*.\n');
  await changed;
  expect((await get('/preview/standing')).text).toContain('Nothing to mend.');
  expect((await get('/preview/text')).text).toContain('Another _log_.');
  const gone = next();
  await rm(join(house.workspace.postsFolder, 'pacelc.md'));
  await gone;
  expect((await get('/preview/standing')).text).toContain('calendar/posts/pacelc.md does not exist');
  expect((await get('/preview/text')).text).toContain('Another _log_.');
  stop.abort();
  await following;
});

test('whoever looks is told of each change, and let go when the preview ends', async () => {
  const { house, follow, stop, shows } = await openPreview();
  const following = follow();
  const events = await previewApplication(shows).request('http://127.0.0.1:8015/preview/events');
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toContain('event: revision\ndata: 1\n');
  await house.writePost('pacelc', 'Another *log*.\n');
  expect((await reader?.read())?.value).toContain('data: 2\n');
  stop.abort();
  await following;
  expect((await reader?.read())?.done).toBe(true);
});

test('a topic without a post is refused', async () => {
  const house = await openTestApp({ posts: SAMPLE_POSTS });
  await rm(join(house.workspace.postsFolder, 'pacelc.md'));
  await expect(previewSource(house.app, 'pacelc', new AbortController().signal)).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('nobody else reads it, whatever name is made to lead here', async () => {
  const house = await openTestApp({ posts: { ...SAMPLE_POSTS, pacelc: POST } });
  const { shows } = await previewSource(house.app, 'pacelc', AbortSignal.timeout(60_000));
  const answer = await previewApplication(shows).request('http://evil.example:8015/preview/text');
  expect([answer.status, await answer.text()]).toEqual([403, 'This preview is for its author.']);
});

test('a mail that is too large is not held against programs; the page says what to do', async () => {
  const { house, get } = await openPreview();
  await house.writePost('pacelc', 'A line that makes the mail too large for Gmail.\n\n'.repeat(2_000));
  const { status, text } = await get('/preview/lint');
  expect(status).toBe(409);
  expect(text).toContain('shorten the post');
});
