import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { examine, usableCalendar } from '../../src/app/examine.ts';
import { publishByHand, unpublish } from '../../src/app/publish-by-hand.ts';
import { sitePictureFiles } from '../../src/app/site-picture-files.ts';
import { siteSource } from '../../src/app/site-source.ts';
import { tick } from '../../src/app/tick.ts';
import { AppError } from '../../src/core/errors.ts';
import { planSite } from '../../src/site/build.ts';
import { writeSite } from '../../src/site/write.ts';
import { calendarText } from '../support/calendar-text.ts';
import { runs } from '../support/runs.ts';
import { temporaryFolder } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

/** The author's files as they are just now. */
interface Desk {
  readonly topics: Map<
    string,
    { title: string; track: string; tags: readonly string[]; aliases: readonly string[] }
  >;
  tagline: string;
}

const IDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'] as const;
const TAGS = ['Consensus', 'consensus', 'Go', 'Storage'] as const;

const bodyOf = (id: string, words: string) =>
  `About ${id}: ${words}.\n\n## More\n\nSee [two](topic:two) and $n/2$.\n\n\`\`\`go\nfmt.Println("${words}")\n\`\`\`\n`;

async function save(house: TestApp, { topics, tagline }: Desk): Promise<void> {
  await house.writeCalendar({
    blog: { tagline },
    topics: [...topics].map(([id, topic], index) => ({
      id,
      ...topic,
      status: 'ready',
      ...(index < 3 ? { series: 'raft', part: index + 1 } : {}),
    })),
  });
}

const anId = fc.constantFrom(...IDS);
const aTag = fc.constantFrom(...TAGS);
const aWord = fc.constantFrom('quorums', 'clocks', 'queues', 'caches');

/** What an author may do between two looks of the worker. */
const aStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('publish' as const), id: anId }) },
  fc.record({ kind: fc.constant('withdraw' as const), id: anId }),
  fc.record({ kind: fc.constant('rewrite' as const), id: anId, words: aWord }),
  fc.record({ kind: fc.constant('retitle' as const), id: anId, words: aWord }),
  fc.record({ kind: fc.constant('tag' as const), id: anId, tags: fc.uniqueArray(aTag, { maxLength: 2 }) }),
  fc.record({ kind: fc.constant('move' as const), id: anId, track: fc.constantFrom('systems', 'personal') }),
  fc.record({
    kind: fc.constant('theme' as const),
    file: fc.constantFrom('theme.css', 'footer.html'),
    words: aWord,
  }),
  fc.record({ kind: fc.constant('tagline' as const), words: aWord }),
  fc.record({ kind: fc.constant('restart' as const) }),
);
type Step = typeof aStep extends fc.Arbitrary<infer Each> ? Each : never;

async function take(house: TestApp, desk: Desk, step: Step): Promise<void> {
  const topic = 'id' in step ? desk.topics.get(step.id) : undefined;
  if (step.kind === 'publish') await unlessRefused(publishByHand(house.app, step.id, null));
  if (step.kind === 'withdraw') await unlessRefused(unpublish(house.app, step.id));
  if (step.kind === 'rewrite') await house.writePost(step.id, bodyOf(step.id, step.words));
  if (step.kind === 'retitle' && topic)
    desk.topics.set(step.id, { ...topic, title: `${step.id} and ${step.words}` });
  if (step.kind === 'tag' && topic) desk.topics.set(step.id, { ...topic, tags: step.tags });
  if (step.kind === 'move' && topic) desk.topics.set(step.id, { ...topic, track: step.track });
  if (step.kind === 'tagline') desk.tagline = `Still learning about ${step.words}`;
  if (step.kind === 'theme') {
    await mkdir(house.workspace.themeFolder, { recursive: true });
    await writeFile(join(house.workspace.themeFolder, step.file), `/* ${step.words} */`);
  }
}

/** What is published twice, or taken back without being there, is refused. */
async function unlessRefused(doing: Promise<unknown>): Promise<void> {
  await doing.catch((error) => {
    if (!(error instanceof AppError)) throw error;
  });
}

/** All files but the pictures of mails, which stay when their posts are gone. */
async function filesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const own = paths.filter((path) => !path.includes('/media/')).toSorted();
  const read = own.map(
    async (path) => [path.slice(folder.length), (await readFile(path)).toString('latin1')] as const,
  );
  return Object.fromEntries(await Promise.all(read));
}

/** The site of the same facts, by somebody who has made nothing before. */
async function madeAtOnce({ app, workspace }: TestApp): Promise<string> {
  const folder = join(temporaryFolder(), 'site');
  const examined = await examine(workspace, await app.store.scheduleFacts());
  const { model } = await siteSource(app, usableCalendar(examined), examined);
  await writeSite(folder, [
    ...sitePictureFiles(app, model),
    ...(await planSite(model, { version: app.version })),
  ]);
  return folder;
}

test('a site that was made step by step is the same, byte for byte, as one that is made at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 4, maxLength: 14 }), async (steps) => {
      const posts = Object.fromEntries(IDS.map((id) => [id, bodyOf(id, 'logs')]));
      const desk: Desk = {
        topics: new Map(
          IDS.map((id) => [id, { title: id, track: 'systems', tags: ['Go'], aliases: [`was-${id}`] }]),
        ),
        tagline: 'Still learning',
      };
      let house = await openTestApp({ posts });
      await save(house, desk);
      for (const step of steps) {
        if (step.kind === 'restart') {
          await house.close();
          house = await house.another();
        } else {
          await take(house, desk, step);
          await save(house, desk);
        }
        await tick(house.app);
      }
      const once = await madeAtOnce(house);
      expect(await filesIn(house.workspace.siteFolder)).toEqual(await filesIn(once));
      await house.close();
      await rm(house.workspace.root, { recursive: true });
    }),
    runs(20261208, 6),
  );
}, 240_000);

/** What an author may change of a blog whose posts are out, one after the other: text of the calendar file, or another file of the workspace. */
const CHANGES: readonly (readonly [
  what: string,
  change: (house: TestApp, calendar: string) => Promise<string | undefined>,
])[] = [
  ['a summary', async (_house, calendar) => calendar.replace('About two.', 'Of two.')],
  [
    'a title',
    async (_house, calendar) =>
      calendar.replace('"title":"two"', '"title":"Two"').replace('title: "two"', 'title: "Two"'),
  ],
  ['a part', async (_house, calendar) => calendar.replace('part: 3', 'part: 4')],
  [
    'the title of a series',
    async (_house, calendar) => calendar.replace('{ title: Raft }', '{ title: The Raft }'),
  ],
  [
    'the title of a track',
    async (_house, calendar) => calendar.replace('Distributed systems', 'Systems apart'),
  ],
  ['the introduction of a track', async (_house, calendar) => calendar.replace('Start here.', 'Begin here.')],
  [
    'the title of the blog',
    async (_house, calendar) => calendar.replace('Imposter Syndrome', 'The Syndrome'),
  ],
  ['the name of the author', async (_house, calendar) => calendar.replace('"name":"Ali"', '"name":"Ada"')],
  ['the language', async (_house, calendar) => calendar.replace('language: "en"', 'language: "de"')],
  ['the hour', async (_house, calendar) => calendar.replace('at: "09:00"', 'at: "10:00"')],
  [
    'another name of a post',
    async (_house, calendar) => calendar.replace('"was-two"', '"was-two","also-two"'),
  ],
  ['what is planned', async (_house, calendar) => calendar.replace('id: "seven"', 'id: "eight"')],
  ['words', async (house) => void (await house.writePost('two', bodyOf('two', 'quorums '.repeat(400))))],
  [
    'the first words',
    async (house) => void (await house.writePost('three', `Anew.\n\n${bodyOf('three', 'logs')}`)),
  ],
  [
    'the page about the author',
    async ({ workspace }) => void (await write(workspace.pagesFolder, 'about.md', 'I am Ada.\n')),
  ],
  [
    'the imprint',
    async ({ workspace }) => void (await write(workspace.pagesFolder, 'imprint.md', 'PO Box 1.\n')),
  ],
  [
    'a picture',
    async ({ workspace }) => void (await write(join(workspace.postsFolder, 'one'), 'p.svg', svg('red'))),
  ],
  [
    'the same picture',
    async ({ workspace }) => void (await write(join(workspace.postsFolder, 'one'), 'p.svg', svg('blue'))),
  ],
];

const svg = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="${colour}"/></svg>`;

async function write(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), text);
}

test('whatever an author changes reaches every page that shows it', async () => {
  const posts = Object.fromEntries(IDS.map((id) => [id, bodyOf(id, 'logs')]));
  const house = await openTestApp({ posts: { ...posts, one: `${posts.one}\n![A box](p.svg)\n` } });
  let calendar = calendarText({
    topics: IDS.map((id, index) => {
      const own = { id, title: id, status: 'ready', tags: ['Go'], aliases: [`was-${id}`] };
      const part = index < 3 ? { series: 'raft', part: index + 1 } : {};
      return { ...own, ...(id === 'two' ? { summary: 'About two.' } : {}), ...part };
    }),
  });
  await house.writeCalendar(calendar);
  for (const id of ['one', 'two', 'three', 'four'] as const) await publishByHand(house.app, id, null);
  for (const [what, change] of CHANGES) {
    const before = await filesIn(house.workspace.siteFolder);
    const changed = (await change(house, calendar)) ?? calendar;
    calendar = changed;
    await house.writeCalendar(calendar);
    house.clock.advance(60_000);
    await tick(house.app);
    const after = await filesIn(house.workspace.siteFolder);
    expect({ what, isOnSite: !isDeepStrictEqual(after, before) }).toEqual({ what, isOnSite: true });
    expect({ what, files: after }).toEqual({ what, files: await filesIn(await madeAtOnce(house)) });
  }
}, 120_000);

test('after one publish only what shows the post has changed', async () => {
  const posts = Object.fromEntries(IDS.map((id) => [id, bodyOf(id, 'logs')]));
  const topics = new Map(
    IDS.map((id, index) => [
      id,
      { title: id, track: index < 4 ? 'systems' : 'personal', tags: [`tag ${id}`], aliases: [] },
    ]),
  );
  const house = await openTestApp({ posts });
  await save(house, { topics, tagline: 'Still learning' });
  for (const id of ['four', 'five', 'six'] as const) {
    house.clock.advance(86_400_000);
    await publishByHand(house.app, id, null);
  }
  const before = await filesIn(house.workspace.siteFolder);
  house.clock.advance(86_400_000);
  await publishByHand(house.app, 'seven', null);
  const after = await filesIn(house.workspace.siteFolder);
  const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
  const pages = changed.filter((path) => path.endsWith('.html'));
  expect(pages).toEqual([
    '/about/index.html',
    '/archive/2026/index.html',
    '/archive/index.html',
    '/coming-next/index.html',
    '/index.html',
    '/posts/seven/index.html',
    '/posts/six/index.html',
    '/search/index.html',
    '/start-here/index.html',
    '/tags/index.html',
    '/tags/tag-seven/index.html',
    '/tracks/personal/index.html',
  ]);
  expect(changed.filter((path) => /\.(xml|json|ics)$/.test(path) && !path.startsWith('/assets/'))).toEqual([
    '/atom.xml',
    '/coming-next.ics',
    '/feed.json',
    '/feed.xml',
    '/search/index.json',
    '/sitemap.xml',
    '/tracks/personal/atom.xml',
    '/tracks/personal/feed.json',
    '/tracks/personal/feed.xml',
  ]);
}, 120_000);
