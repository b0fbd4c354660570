import { rmSync } from 'node:fs';
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
  const { compose, VirtualClock, examine, publishTopic, refreshSite, tick } = await load([
    'src/compose.ts',
    'src/core/clock.ts',
    'src/app/examine.ts',
    'src/app/publish.ts',
    'src/app/refresh-site.ts',
    'src/app/tick.ts',
  ]);
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
  const refreshed = async (app) =>
    refreshSite(app, calendar, await examine(app.workspace, await app.store.scheduleFacts()));
  const whole = await timed(() => refreshed(first.app));
  await first.close();
  const { app, close } = await open();
  const times = [];
  for (const { id } of posts.slice(count)) {
    clock.set(clock.now() + MINUTE);
    const examined = await examine(app.workspace, await app.store.scheduleFacts());
    times.push(
      await timed(async () => {
        await publishTopic(app, calendar, id, null);
        return refreshSite(app, calendar, examined);
      }),
    );
  }
  clock.set(clock.now() + MINUTE);
  const idle = await timed(() => tick(app));
  const megabytes = process.memoryUsage().rss / 1e6;
  await close();
  rmSync(root, { recursive: true });
  const [afterStart, ...others] = times;
  return { whole, afterStart, others, idle, megabytes };
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
