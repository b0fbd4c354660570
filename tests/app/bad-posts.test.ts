import { expect, test } from 'vitest';
import { examine } from '../../src/app/examine.ts';
import { previewWhole } from '../../src/app/preview-whole.ts';
import { tick } from '../../src/app/tick.ts';
import { openTestApp } from '../support/test-app.ts';
import { visitorOf } from '../support/visitor.ts';

const BAD: Readonly<Record<string, string>> = {
  deep: `One.\n\n${'>'.repeat(10_000)} deep\n`,
  open: 'One.\n\n```js\nlet a = 1;\n',
  formula: 'One $\\frac{1}{$ and\n\n$$\n\\nosuch{x}\n$$\n',
  graph: '```dot alt="x"\ndigraph { a -> \n```\n',
  wide: `${['a', '---', '1'].map((cell) => `|${` ${cell} |`.repeat(500)}`).join('\n')}\n`,
  script: '<script>alert(1)</script> [a](javascript:alert(1)) <img src=x onerror=alert(1)>\n',
  long: `${'x'.repeat(100_000)} \u0000\u0007\u202e \ud800\n`,
  binary: '\u0000\u0001\u0002 '.repeat(1_000),
};
/** In milliseconds, on a busy machine. */
const PATIENCE = 120_000;

const topics = Object.keys(BAD).map((id) => ({ id, title: `Bad: ${id}`, summary: 'It is.' }));

test('check tells of every ready post what is wrong and where, and goes on', {
  timeout: PATIENCE,
}, async () => {
  const ready = topics.map((topic) => ({ ...topic, status: 'ready' }));
  const { app } = await openTestApp({ calendar: { topics: ready }, posts: BAD });
  const { diagnostics, broken } = await examine(app.workspace);
  expect(broken).toBe(false);
  const refused = diagnostics.filter(({ code }) => code === 'E402').map(({ place }) => place);
  const files = new Set(refused.map(({ file }) => file.replace(/^.*\/|\.md$/g, '')));
  expect([...files].sort()).toEqual(['binary', 'deep', 'formula', 'graph', 'long', 'open', 'script']);
  expect(refused.find(({ file }) => file.includes('deep'))).toMatchObject({ line: 3, column: 1 });
});

test('the site stands with all of them on it, and no page has what could run', {
  timeout: PATIENCE,
}, async () => {
  const out = topics.map((topic, at) => ({ ...topic, status: 'published', published: `2026-11-${10 + at}` }));
  const { app } = await openTestApp({ calendar: { topics: out }, posts: BAD });
  await tick(app);
  const visitor = visitorOf(app);
  for (const { id } of topics) {
    const { status, html } = await visitor.get(`/posts/${id}/`);
    expect([id, status]).toEqual([id, 200]);
    expect(html.replace(/<script type="application\/ld\+json">/g, '')).not.toMatch(
      /<script|javascript:|<[^>]+\sonerror/,
    );
  }
  expect((await visitor.get('/feed.xml')).status).toBe(200);
});

test('the preview shows each of them, with what is to be mended', { timeout: PATIENCE }, async () => {
  const { app } = await openTestApp({
    calendar: { topics: topics.map((one) => ({ ...one, status: 'draft' })) },
    posts: BAD,
  });
  for (const { id } of topics.filter((topic) => topic.id !== 'wide')) {
    const { remarks, mail } = await previewWhole(app, id);
    expect([id, remarks.some(({ severity }) => severity === 'error')]).toEqual([id, true]);
    expect(mail.html).not.toMatch(/<script|javascript:/);
  }
});
