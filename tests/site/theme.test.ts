import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { buildSite } from '../../src/site/build.ts';
import { chromeOf } from '../../src/site/chrome.ts';
import { coloursCss } from '../../src/site/css/colours.ts';
import { NO_THEME, type Theme } from '../../src/site/own-theme.ts';
import { subscribePage } from '../../src/site/pages/coming.tsx';
import { faultIn } from '../../src/site/theme.ts';
import { textAt } from '../support/site-files.ts';
import { siteModel } from '../support/site-model.ts';

const themed = (theme: Partial<Theme>) => buildSite(siteModel({ theme: { ...NO_THEME, ...theme } }));

describe('a theme', () => {
  it('has the last word on every page: its style sheet comes after ours, as the author wrote it', async () => {
    const css = ':root { --accent: #7a2e6c; }\n/* "<&> */\n';
    const files = await themed({ css });
    expect(textAt(files, 'theme.css')).toBe(css);
    for (const path of ['index.html', 'posts/raft-1/index.html', '404.html'])
      expect(textAt(files, path)).toMatch(/site\.\w+\.css"\/><link rel="stylesheet" href="\/theme\.css"/);
    expect(textAt(await themed({}), 'index.html')).not.toContain('theme.css');
  });

  it('puts the author’s header and footer in the place of ours, with what they name', async () => {
    const files = await themed({
      header: '<p class="mine"><a href="{{home}}">{{title}}</a></p>',
      footer:
        '{{#imprint}}<a href="{{imprint}}">Imprint</a>{{/imprint}}<a href="{{privacy}}">{{author}} & privacy</a>',
    });
    const home = textAt(files, 'index.html');
    expect(home).toContain(
      '<header class="masthead"><p class="mine"><a href="/">Professional Imposter Syndrome</a></p></header>',
    );
    expect(home).toContain('<footer class="colophon"><a href="/privacy/">Ali & privacy</a></footer>');
    expect(home).toContain('href="#content"');
  });

  it('escapes what it fills in', async () => {
    const model = siteModel({ theme: { ...NO_THEME, header: '{{title}}' } });
    const files = await buildSite({ ...model, blog: { ...model.blog, title: '<b>Bold</b>' } });
    expect(textAt(files, 'index.html')).toContain(
      '<header class="masthead">&lt;b&gt;Bold&lt;/b&gt;</header>',
    );
  });

  it('is on pages made on request too', () => {
    const { blog, form } = siteModel();
    const chrome = chromeOf(blog, form, {
      imprint: false,
      theme: { ...NO_THEME, css: 'a {}', footer: 'Mine' },
    });
    const html = subscribePage(null, 'v1.stamp', chrome);
    expect(html).toContain('href="/theme.css"');
    expect(html).toContain('<footer class="colophon">Mine</footer>');
  });
});

it.each([
  ['{{titel}}', '{{titel}} is no name it may use; there are title, tagline'],
  ['{{#imprint}}{{{nobody}}}{{/imprint}}', '{{nobody}} is no name it may use'],
  ['{{> other}}', 'a partial holds no other'],
  ['{{#imprint}}never closed', 'Unclosed section "imprint"'],
  ['{{title', 'Unclosed tag'],
])('%s has a fault that is named', (partial, words) => expect(faultIn(partial)).toContain(words));

it('finds no fault in a partial that names what there is', () => {
  expect(faultIn('{{! ours }}{{^imprint}}{{title}}{{/imprint}} {{{subscribe}}} plain')).toBeNull();
});

it('is documented: every name a partial may use, and every colour there is', async () => {
  const docs = await readFile(new URL('../../docs/site.md', import.meta.url), 'utf8');
  const names = faultIn('{{?}}')?.split('there are ')[1]?.split(', ') ?? [];
  expect(names).toContain('home');
  const colours = [...coloursCss().matchAll(/^ +(--[\w-]+): #/gm)].map((match) => match[1] ?? '');
  expect(colours.length).toBeGreaterThan(10);
  for (const word of [...names, ...colours]) expect(docs).toContain(`\`${word}\``);
});
