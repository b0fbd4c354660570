import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { App } from '../../src/app/context.ts';
import { tick } from '../../src/app/tick.ts';
import { compose } from '../../src/compose.ts';
import { VirtualClock } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/log.ts';
import { servePreview } from '../../src/web/preview/server.ts';
import { startWebServer } from '../../src/web/server.ts';
import { calendarText, SAMPLE_POSTS, SAMPLE_TOPICS } from './calendar-text.ts';
import { instant } from './calendars.ts';
import { freePort } from './free-port.ts';
import { ownMoments, type ReaderMoments } from './own-moments.ts';
import type { GivenAnswer } from './page-faults.ts';
import { sendAll } from './post-office.ts';
import { ALICE, addActive } from './readers.ts';

/** A blog in the middle of its life behind the real server, and the preview of a post. */
export interface EveryPage extends ReaderMoments {
  /** Of the server, without a `/` at the end. */
  readonly site: string;
  /** The whole address of the author's preview. */
  readonly preview: string;
  /** What stands at a post's former address on other hosts, without that it leads on. */
  readonly moved: GivenAnswer;
  close(): Promise<void>;
}

/** Every kind of page, to be looked at until `close`. */
export async function openEveryPage(): Promise<EveryPage> {
  const root = mkdtempSync(join(tmpdir(), 'fortnight-every-page-'));
  writeAuthorFiles(root);
  const port = await freePort();
  const site = `http://127.0.0.1:${port}`;
  const environment = { PORT: String(port), FORTNIGHT_URL: site, FORTNIGHT_SIGNUP_LIMITS: 'client=8/h' };
  const clock = new VirtualClock(instant('2026-12-07T18:00:00-08:00'));
  const composition = await compose({ root, environment, log: silentLog, clock, random: () => 0.5 });
  const { app } = composition;
  const server = await startWebServer(app);
  await liveAFortnight(app, clock);
  const moments = await ownMoments(app, clock);
  const preview = await startPreview(app);
  return {
    site,
    preview: preview.url,
    ...moments,
    moved: movedPageOf(app),
    close: async () => {
      await preview.close();
      await server.close();
      await composition.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** What scrolls by itself or breaks, and never makes the page wider. */
const TOO_WIDE = `${['head', '---', 'cell'].map((cell) => `|${` ${cell} |`.repeat(100)}`).join('\n')}

${'x'.repeat(2_000)} \`${'code'.repeat(300)}\` https://example.net/${'path/'.repeat(200)}

\`\`\`ts
${'const a = 1; '.repeat(100)}
\`\`\`

$$${'a + '.repeat(300)} b$$

${'> '.repeat(32)}As deep as it goes, ${'w'.repeat(200)}.

שלום **עולם** (abc 123) – \u202eevil

## ${'Heading'.repeat(100)}
`;

function writeAuthorFiles(root: string): void {
  const everything = readFileSync(new URL('../fixtures/posts/everything.md', import.meta.url), 'utf8');
  const earlier = { status: 'published', published: '2026-11-24' };
  const topics = [
    { id: 'too-wide', title: 'Too wide for any screen', ...earlier },
    { id: 'everything', title: 'Everything a post can have', tags: ['Consensus'], ...earlier },
    {
      id: 'elsewhere',
      title: 'Kept elsewhere',
      status: 'published',
      published: '2025-11-10',
      url: 'https://example.net/',
    },
    ...SAMPLE_TOPICS.map((topic) =>
      topic.id === 'pacelc' ? { ...topic, aliases: ['latency'], tags: ['consensus'] } : topic,
    ),
  ];
  const files = {
    'calendar/calendar.yaml': calendarText({ topics }),
    // Its picture lies on no server of ours.
    'calendar/posts/everything.md': everything.replace(/^!\[A rack.*$/m, ''),
    'calendar/posts/too-wide.md': TOO_WIDE,
    'calendar/pages/imprint.md': 'Ali, *PO Box 1*, Seattle.\n',
    ...Object.fromEntries(
      Object.entries(SAMPLE_POSTS).map(([id, text]) => [`calendar/posts/${id}.md`, text]),
    ),
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

/** Two posts come out; the mail of the first goes to Alice. */
async function liveAFortnight(app: App, clock: VirtualClock): Promise<void> {
  await tick(app);
  await addActive(app, ALICE);
  for (const at of ['2026-12-08T09:00', '2026-12-08T11:00', '2026-12-22T09:00']) {
    clock.set(instant(`${at}:00-08:00`));
    await tick(app);
    await sendAll(app);
  }
}

async function startPreview(app: App) {
  const ending = new AbortController();
  let ended = Promise.resolve();
  const url = await new Promise<string>((resolve, reject) => {
    ended = servePreview(app, 'on-call', ending.signal, resolve);
    ended.catch(reject);
  });
  return {
    url,
    close: async () => {
      ending.abort();
      await ended;
    },
  };
}

function movedPageOf(app: App): GivenAnswer {
  const html = readFileSync(join(app.workspace.siteFolder, 'posts/latency/index.html'), 'utf8');
  const stays = html.replace(/<meta http-equiv="refresh"[^>]*>/, '');
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, html: stays };
}
