import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { examine, usableCalendar } from '../../src/app/examine.ts';
import { topicView } from '../../src/app/preview.ts';
import { tick } from '../../src/app/tick.ts';
import { type Composition, compose } from '../../src/compose.ts';
import { VirtualClock } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/log.ts';
import { type RenderedEdition, renderEdition } from '../../src/mail/compose/render-edition.ts';
import { packageRoot } from '../../src/package-root.ts';
import { instant } from './calendars.ts';

const POSTS = join(packageRoot(), 'calendar', 'posts');

/** The topics of the calendar that ships which have a post, by name. */
export const SHIPPED_POSTS: readonly string[] = readdirSync(POSTS)
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.slice(0, -'.md'.length))
  .sort();

/** The Markdown of a post that ships. */
export function shippedPost(id: string): string {
  return readFileSync(join(POSTS, `${id}.md`), 'utf8');
}

/** In milliseconds: all formulas and graphs are drawn, which takes long on a busy machine. */
const MINUTES = 240_000;

/** The edition of every post that ships, by topic, as it would go out on the evening before the first slot; rendered before the tests of a file. */
export function renderShippedEditions(): ReadonlyMap<string, RenderedEdition> {
  const editions = new Map<string, RenderedEdition>();
  const data = mkdtempSync(join(tmpdir(), 'fortnight-shipped-'));
  let composition: Composition | null = null;
  beforeAll(async () => {
    composition = await compose({
      root: packageRoot(),
      environment: {
        FORTNIGHT_DATA: data,
        FORTNIGHT_URL: 'https://example.com',
        SMTP_URL: 'smtp://127.0.0.1',
      },
      log: silentLog,
      clock: new VirtualClock(instant('2026-12-07T18:00:00-08:00')),
      random: () => 0.5,
    });
    const { app } = composition;
    await tick(app);
    const calendar = usableCalendar(await examine(app.workspace));
    for (const id of SHIPPED_POSTS)
      editions.set(id, await renderEdition(app.templates, await topicView(app, calendar, id)));
  }, MINUTES);
  afterAll(async () => {
    await composition?.close();
    rmSync(data, { recursive: true, force: true });
  });
  return editions;
}

/** The code of a post's fences, in order and byte for byte, but for graphs, which become pictures. */
export function fencesOf(markdown: string): readonly string[] {
  const fences = [...markdown.matchAll(/^```([^\n]*)\n([\s\S]*?)\n```$/gm)];
  return fences.filter(([, info = '']) => !info.startsWith('dot')).map(([, , code = '']) => code);
}
