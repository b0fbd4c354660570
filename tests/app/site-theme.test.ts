import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { visitorOf } from '../support/visitor.ts';

const homeOf = (house: TestApp) => readFile(join(house.workspace.siteFolder, 'index.html'), 'utf8');

async function writeTheme(house: TestApp, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(house.workspace.themeFolder, { recursive: true });
  for (const [name, text] of Object.entries(files))
    await writeFile(join(house.workspace.themeFolder, name), text);
}

test('a theme is on the site with the next look, and on pages made on request', async () => {
  const house = await openTestApp();
  await writeTheme(house, { 'theme.css': ':root { --accent: teal; }', 'footer.html': 'By {{author}}' });
  await house.tickAt('2026-12-07T18:01:00-08:00');
  expect(await homeOf(house)).toContain('<footer class="colophon">By Ali</footer>');
  const visitor = visitorOf(house.app);
  expect((await visitor.get('/theme.css')).html).toContain('teal');
  expect((await visitor.get('/subscribe')).html).toContain('By Ali');
});

test('a slip in a partial leaves the site with ours, and the log says what is wrong where', async () => {
  const house = await openTestApp();
  await writeTheme(house, { 'header.html': '{{titel}}' });
  await house.tickAt('2026-12-07T18:01:00-08:00');
  expect(await homeOf(house)).toContain('aria-label="Main"');
  expect(house.logged.join('\n')).toContain('theme/header.html is left out: {{titel}} is no name');
});

test('the author’s pages come from files beside the calendar, and one that cannot be read is told of', async () => {
  const house = await openTestApp();
  await mkdir(house.workspace.pagesFolder, { recursive: true });
  await writeFile(join(house.workspace.pagesFolder, 'imprint.md'), 'Ali, PO Box 1');
  await writeFile(join(house.workspace.pagesFolder, 'about.md'), Uint8Array.of(0xff, 0xfe, 0x00));
  await house.tickAt('2026-12-07T18:01:00-08:00');
  expect(await homeOf(house)).toContain('href="/imprint/"');
  expect((await visitorOf(house.app).get('/subscribe')).html).toContain('href="/imprint/"');
  expect((await visitorOf(house.app).get('/about/')).html).toContain('is written by Ali');
  await writeFile(join(house.workspace.pagesFolder, 'imprint.md'), ' \n');
  await house.tickAt('2026-12-07T18:02:00-08:00');
  for (const path of ['/', '/subscribe'])
    expect((await visitorOf(house.app).get(path)).html).not.toContain('/imprint/');
  expect(house.logged.join('\n')).toMatch(/calendar\/pages\/about\.md is not on the site: /);
});
