import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rehearsalPage } from '../../../src/rehearsal/report/page.tsx';
import { noBrowser, openBrowser } from '../../support/browser.ts';
import { BROKEN, sampleRehearsal } from './reports.ts';

// Skipping without a word would look like passing.
const title = noBrowser === null ? 'the page in a browser' : `the page in a browser (skipped: ${noBrowser})`;

const PAGES = [
  ['all is well', rehearsalPage(sampleRehearsal())],
  ['a promise was broken', rehearsalPage(sampleRehearsal(BROKEN))],
] as const;

describe.skipIf(noBrowser !== null)(title, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  const looks = (['light', 'dark'] as const).flatMap((scheme) =>
    [360, 1280].map((width) => [scheme, width] as const),
  );
  it.each(looks)(
    'has no fault that axe finds and does not scroll sideways, in %s, %i px wide',
    async (colorScheme, width) => {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
      for (const [name, html] of PAGES) {
        await page.setContent(html);
        await page.evaluate(axe.source);
        const faults = await page.evaluate<string[]>(
          '(async () => (await axe.run()).violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).join(" ")))()',
        );
        expect({ name, faults }).toEqual({ name, faults: [] });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      }
      await page.close();
    },
  );
});
