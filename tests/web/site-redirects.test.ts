import { expect, test } from 'vitest';
import { unpublish } from '../../src/app/publish-by-hand.ts';
import { webApplication } from '../../src/web/application.ts';
import { SAMPLE_TOPICS } from '../support/calendar-text.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { visitorOf } from '../support/visitor.ts';

const [PACELC, ...OTHERS] = SAMPLE_TOPICS;
const topicsWith = (change: { readonly id: string; readonly aliases?: readonly string[] }) => [
  { ...PACELC, ...change },
  ...OTHERS,
];

const published = async (change: Parameters<typeof topicsWith>[0]) => {
  const house = await openTestApp({ calendar: { topics: topicsWith(change) } });
  await house.tickAt('2026-12-08T09:00:00-08:00');
  return house;
};

const answerOf = async ({ app }: TestApp, path: string) => {
  const { status, headers } = await visitorOf(app).get(path);
  return { status, to: headers.get('Location'), caching: headers.get('Cache-Control') };
};

test('a former address of a post redirects for good, with what stood behind it', async () => {
  const house = await published({ id: 'pacelc', aliases: ['after-cap'] });
  for (const path of ['/posts/after-cap/', '/posts/after-cap', '/posts/after-cap/index.html'])
    expect(await answerOf(house, path), path).toEqual({
      status: 301,
      to: '/posts/pacelc/',
      caching: 'no-cache',
    });
  expect(await answerOf(house, '/posts/after-cap/?from=mail')).toMatchObject({
    to: '/posts/pacelc/?from=mail',
  });
  expect((await visitorOf(house.app).head('/posts/after-cap/')).status).toBe(301);
  expect(await answerOf(house, '/posts/pacelc/')).toMatchObject({ status: 200, to: null });
});

test('a post whose topic is renamed once it is out stays where it is, and its new name leads there', async () => {
  const house = await published({ id: 'pacelc' });
  await house.writeCalendar({ topics: topicsWith({ id: 'after-cap', aliases: ['pacelc'] }) });
  await house.writePost('after-cap', 'Even without a partition there is a choice.\n');
  await house.tickAt('2026-12-08T09:05:00-08:00');
  expect(await answerOf(house, '/posts/pacelc/')).toMatchObject({ status: 200 });
  expect(await answerOf(house, '/posts/after-cap/')).toMatchObject({ status: 301, to: '/posts/pacelc/' });
});

test('nothing leads to a post that is not out, or was taken back', async () => {
  const house = await openTestApp({
    calendar: { topics: topicsWith({ id: 'pacelc', aliases: ['after-cap'] }) },
  });
  expect(await answerOf(house, '/posts/after-cap/')).toMatchObject({ status: 404 });
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await unpublish(house.app, 'pacelc');
  expect(await answerOf(house, '/posts/after-cap/')).toMatchObject({ status: 404 });
});

test('below a path of its own, the site redirects below that path', async () => {
  const house = await openTestApp({
    calendar: { topics: topicsWith({ id: 'pacelc', aliases: ['after-cap'] }) },
    environment: { FORTNIGHT_URL: 'http://localhost:8014/blog' },
  });
  await house.tickAt('2026-12-08T09:00:00-08:00');
  // As a proxy passes it on, which has taken the path away.
  const response = await webApplication(house.app).request('http://localhost:8014/posts/after-cap/');
  expect([response.status, response.headers.get('Location')]).toEqual([301, '/blog/posts/pacelc/']);
});
