import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { preview } from '../../src/app/preview.ts';
import { SAMPLE_POSTS } from '../support/calendar-text.ts';
import { film, photo } from '../support/pictures.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

async function houseWith(
  markdown: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<TestApp> {
  const house = await openTestApp({ posts: { ...SAMPLE_POSTS, pacelc: markdown } });
  for (const [name, octets] of Object.entries(files)) await place(house, name, octets);
  return house;
}

async function place({ workspace }: TestApp, name: string, octets: Uint8Array | string): Promise<void> {
  const file = join(workspace.postsFolder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, octets);
}

const publish = (house: TestApp) => house.tickAt('2026-12-08T09:00:00-08:00');
const onSite = ({ workspace }: TestApp, path: string) => readFile(join(workspace.siteFolder, path));
const pageOf = async (house: TestApp) => (await onSite(house, 'posts/pacelc/index.html')).toString();

test('a picture beside the post is on the page in two formats and several widths, with its size and its caption', async () => {
  const house = await houseWith('Look:\n\n![Four colours](four.png "All of them")\n', {
    'pacelc/four.png': await photo(1000, 500).png().toBuffer(),
  });
  await publish(house);
  const page = await pageOf(house);
  expect(page).toMatch(
    /<figure><p><picture><source type="image\/avif" srcset="\/assets\/pictures\/\w+-480\.avif 480w, /,
  );
  expect(page).toMatch(
    /<source type="image\/webp" srcset="[^"]+-480\.webp 480w, [^"]+ 800w, [^"]+-1000\.webp 1000w"/,
  );
  expect(page).toMatch(
    /<img src="\/media\/\w+\.png" alt="Four colours" width="1000" height="500"><\/picture>/,
  );
  expect(page).toContain('<figcaption>All of them</figcaption>');
  const paths = [...page.matchAll(/\/((?:assets\/pictures|media)\/[\w.-]+)/g)].map(([, path = '']) => path);
  expect(new Set(paths).size).toBe(7);
  for (const path of paths) {
    const { format, width, height } = await sharp(await onSite(house, path)).metadata();
    expect(path).toContain(format === 'heif' ? 'avif' : format);
    expect(Math.round((width / height) * 10)).toBe(20);
  }
}, 60_000);

test('the mail has a PNG or JPEG at twice its column, the feed has it with its whole address, the text its words and a link', async () => {
  const house = await houseWith('![Four colours](./pacelc/four.jpg)\n', {
    'pacelc/four.jpg': await photo(2000, 1000).jpeg().toBuffer(),
  });
  await publish(house);
  const feed = (await onSite(house, 'feed.xml')).toString();
  const [, address = ''] =
    /<img src="(http:\/\/localhost:8014\/media\/\w+\.jpg)"[^>]*width="680" height="340"/.exec(feed) ?? [];
  expect(await sharp(await onSite(house, new URL(address).pathname)).metadata()).toMatchObject({
    width: 1036,
    height: 518,
  });
  const html = await preview(house.app, 'pacelc', 'email');
  expect(html).toMatch(/<img[^>]*src="data:image\/jpeg;base64,[^>]*width="518" height="259"/);
  const text = await preview(house.app, 'pacelc', 'text');
  expect(text).toContain('(Picture: Four colours) [1]');
  expect(text).toContain(`[1] ${address}`);
}, 60_000);

test('a picture is turned upright, in sRGB, and says nothing of where it was taken', async () => {
  const turned = await photo(400, 200)
    .withIccProfile('p3')
    .withExif({ IFD0: { Copyright: 'Alice' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const house = await houseWith('![Turned](a.jpg)\n', { 'a.jpg': turned });
  await publish(house);
  expect(await pageOf(house)).toContain('width="200" height="400"');
  for (const path of await readdir(join(house.workspace.siteFolder, 'assets/pictures'))) {
    const octets = await onSite(house, `assets/pictures/${path}`);
    const { exif, icc, orientation, space } = await sharp(octets).metadata();
    expect([exif, icc, orientation, space]).toEqual([undefined, undefined, undefined, 'srgb']);
  }
}, 60_000);

test('what moves goes on moving, but not for who asked that nothing should', async () => {
  const gif = await film();
  const house = await houseWith('![Two colours](film.gif)\n', { 'film.gif': gif });
  await publish(house);
  const [, path = ''] = /<img src="\/(media\/\w+\.gif)"/.exec(await pageOf(house)) ?? [];
  expect((await onSite(house, path)).equals(gif)).toBe(true);
  expect(await pageOf(house)).toMatch(
    /<source media="\(prefers-reduced-motion: reduce\)" type="image\/webp"/,
  );
}, 60_000);

test('an SVG is drawn: no script of it runs, and no file that it names is read', async () => {
  const secret = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#ff0000' } })
    .png()
    .toBuffer();
  const house = await houseWith('![A square](square.svg)\n', { 'secret.png': secret });
  const file = join(house.workspace.postsFolder, 'secret.png');
  await place(
    house,
    'square.svg',
    `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><script>alert(1)</script><image href="${file}" width="40" height="40"/></svg>`,
  );
  await publish(house);
  const [, path = ''] =
    /<img src="\/(media\/\w+\.png)" alt="A square" width="40" height="40"/.exec(await pageOf(house)) ?? [];
  const { channels } = await sharp(await onSite(house, path)).stats();
  expect(channels.map(({ min }) => min)).toEqual([255, 255, 255]);
}, 60_000);

test('nothing is enlarged, and the same picture is made once', async () => {
  const house = await houseWith('![Small](small.png)\n\n![Again](small.png)\n', {
    'small.png': await photo(60, 30).png().toBuffer(),
  });
  await publish(house);
  const page = await pageOf(house);
  expect(page).toMatch(/alt="Small" width="60" height="30">/);
  expect(page).toMatch(/alt="Again" width="60" height="30" loading="lazy" decoding="async">/);
  expect((await readdir(join(house.workspace.siteFolder, 'assets/pictures'))).length).toBe(2);
}, 60_000);

test('a picture that is gone, or is damaged, after its post came out stays what it was', async () => {
  const house = await houseWith('![Small](small.png)\n', {
    'pacelc/small.png': await photo(60, 30).png().toBuffer(),
  });
  await publish(house);
  const before = await pageOf(house);
  await place(house, 'pacelc/small.png', 'no picture');
  await house.tickAt('2026-12-08T09:01:00-08:00');
  expect(await pageOf(house)).toBe(before);
  await rm(join(house.workspace.postsFolder, 'pacelc'), { recursive: true });
  await house.tickAt('2026-12-08T09:02:00-08:00');
  expect(await pageOf(house)).toBe(before);
  await place(house, 'pacelc/small.png', await photo(30, 60).png().toBuffer());
  await house.tickAt('2026-12-08T09:03:00-08:00');
  expect(await pageOf(house)).toContain('width="30" height="60"');
}, 60_000);

test.each([
  '../calendar.yaml',
  '/etc/passwd.png',
  'link.png',
  'missing.png',
  'words.png',
  '..%2fcalendar.yaml',
])(
  'the page of a post with %s has words in its place',
  async (name) => {
    const house = await houseWith('Words.\n', { 'words.png': 'not a picture' });
    await symlink(
      join(house.workspace.root, 'calendar', 'calendar.yaml'),
      join(house.workspace.postsFolder, 'link.png'),
    );
    const markdown = `![What it shows](${name})\n`;
    await publish(house);
    await house.writePost('pacelc', markdown);
    await house.tickAt('2026-12-08T09:01:00-08:00');
    const page = await pageOf(house);
    expect(page).toContain('What it shows');
    if (!name.startsWith('/')) expect(page).not.toMatch(/<img[^>]*What it shows/);
    expect(page).not.toContain('<picture');
  },
  60_000,
);
