import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { buildSite } from '../../src/site/build.ts';
import { textOf } from '../support/site-files.ts';
import { ownPost, siteModel } from '../support/site-model.ts';

/** The rules of the standard; those of taste that we do otherwise are off, each for its reason. */
const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // hono/jsx writes `<meta …/>`, which the standard allows.
    'void-style': 'off',
    // A hidden field for machines alone, labelled all the same.
    'hidden-focusable': 'off',
    // A `>` in text may stand as it is.
    'no-raw-characters': 'off',
  },
});

const model = siteModel({
  pages: { about: 'I am *Ali*.', privacy: null, imprint: 'Ali, PO Box 1' },
});
const long = Array.from({ length: 120 }, (_, index) =>
  ownPost(`long-${index}`, new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10), {
    tags: ['long'],
  }),
);
const pictured = ownPost('pictured', '2026-12-09', {
  markdown: '![One](a.png "A caption")\n\nAnd ![two](a.png).\n',
  pictures: {
    'a.png': {
      kind: 'shown',
      width: 40,
      height: 20,
      seeThrough: false,
      sources: [{ type: 'image/avif', files: [{ path: 'assets/pictures/a-40.avif', width: 40 }] }],
      still: { path: 'assets/pictures/a-still.webp', type: 'image/webp' },
      plain: 'media/a.gif',
    },
  },
});
const pages = (await buildSite({ ...model, posts: [...model.posts, pictured, ...long] })).filter(
  ({ path }) => path.endsWith('.html') && !path.startsWith('posts/long-'),
);

describe('the HTML of the site', () => {
  it.each(pages.map((page) => [page.path, textOf(page)]))('of %s is valid', async (_, html) => {
    const report = await validator.validateString(html);
    const faults = report.results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
    );
    expect(faults).toEqual([]);
  });

  it('is seen to be invalid where it is', async () => {
    const report = await validator.validateString('<!doctype html><html lang="en"><p><div></p></html>');
    expect(report.valid).toBe(false);
  });
});
