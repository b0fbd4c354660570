import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from '../ledger/load.mjs';
import { benchPosts } from './posts.mjs';
import { writeOurs } from './workspace.mjs';

const MINUTE = 60_000; // milliseconds

/**
 * Publishes one post after the other into a blog of so many, with the verbs that the worker uses and in one process, as the worker is. All but the last `turns` are out
 * before; the site was written whole once, and a process that has just started looks at all of it once more.
 * @param {string} root
 * @param {number} count
 * @param {number} turns
 */
export async function timePublishing(root, count, turns) {
  const { compose, VirtualClock, examine, publishTopic, refreshSite, siteMemoryOf, siteSource, planSite } =
    await load([
      'src/compose.ts',
      'src/core/clock.ts',
      'src/app/examine.ts',
      'src/app/publish.ts',
      'src/app/refresh-site.ts',
      'src/app/site-memory.ts',
      'src/app/site-source.ts',
      'src/site/build.ts',
    ]);
  /** The pictures of the posts that are out stand for themselves, empty: to draw thousands takes longer than all else here, and none of them is looked at. */
  const layCardsOut = async (app, { model }) => {
    const { cache } = await siteMemoryOf(app);
    const files = await planSite(model, { cache, version: app.version });
    const cards = join(app.workspace.siteFolder, 'assets', 'cards');
    mkdirSync(cards, { recursive: true });
    writeFileSync(join(app.workspace.siteFolder, '.fortnight-site'), '');
    for (const { path } of files)
      if (path.startsWith('assets/cards/')) writeFileSync(join(app.workspace.siteFolder, path), '');
  };
  const posts = benchPosts(count + turns);
  writeOurs(root, posts, 'ready');
  const clock = new VirtualClock(Date.UTC(2025, 0, 1));
  const quiet = {
    info: () => undefined,
    warn: () => undefined,
    error: (...all) => process.stderr.write(`${all}\n`),
  };
  const open = () => compose({ root, environment: {}, log: quiet, clock });
  const first = await open();
  const { calendar } = await examine(first.app.workspace);
  for (const { id, date } of posts.slice(0, count)) {
    clock.set(Date.parse(`${date}T09:00:00Z`));
    const { title, summary, track, series, part, tags } = calendar.topics.find((topic) => topic.id === id);
    const { markdown } = posts.find((post) => post.id === id);
    const words = { title, summary, track, series, part, tags, markdown };
    await first.app.store.publish({
      topic: id,
      slot: null,
      at: clock.now(),
      offset: 'Z',
      zoneData: '',
      ...words,
    });
  }
  const examinedNow = async (app) => examine(app.workspace, await app.store.scheduleFacts());
  await layCardsOut(first.app, await siteSource(first.app, calendar, await examinedNow(first.app)));
  await refreshSite(first.app, calendar, await examinedNow(first.app));
  await first.close();
  const { app, close } = await open();
  const times = [];
  for (const { id } of posts.slice(count)) {
    clock.set(clock.now() + MINUTE);
    const examined = await examinedNow(app);
    times.push(
      await timed(async () => {
        await publishTopic(app, calendar, id, null);
        return refreshSite(app, calendar, examined);
      }),
    );
  }
  const megabytes = process.memoryUsage().rss / 1e6;
  await close();
  rmSync(root, { recursive: true });
  const [afterStart, ...others] = times;
  return { afterStart, others, megabytes };
}

/** Milliseconds by the clock and of the processor, and what it came to. */
async function timed(work) {
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const { written } = await work();
  const ms = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1_000, written };
}
