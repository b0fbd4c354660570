import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { loadTemplates } from '../../../src/mail/templates/templates.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'templates-'));
  await write('edition.mjml', body('<mj-text>{{title}}</mj-text>', '<mj-text>{{article}}</mj-text>'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFile(join(folder, name), text);

function body(...lines: readonly string[]): string {
  return [
    '<mjml><mj-body><mj-section><mj-column>',
    ...lines,
    '</mj-column></mj-section></mj-body></mjml>',
  ].join('\n');
}

/** The error of rendering the edition; fails when there is none. */
async function fault(): Promise<AppError> {
  const error: unknown = await loadTemplates(folder)
    .render('edition', { title: 'T' }, '')
    .catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`no AppError but ${String(error)}`);
  expect(error.code).toBe('configuration');
  return error;
}

describe('filling a template', () => {
  it('escapes the fields and puts the article in byte for byte, braces and dollars and all', async () => {
    const article = '<pre>{{title}} {{{x}}} {{#each}} $& $1 $$ &amp;\n\t{%</pre>';
    const html = await loadTemplates(folder).render('edition', { title: '<b>"T"</b> {{subject}}' }, article);
    expect(html).toContain(article);
    expect(html).toContain('&lt;b&gt;&quot;T&quot;&lt;/b&gt; {{subject}}');
  });

  it('compiles once for any number of editions, and again when a file has changed', async () => {
    let compiled = 0;
    const templates = loadTemplates(folder, async ({ source }) => {
      compiled += 1;
      return source;
    });
    await Promise.all([1, 2, 3].map((n) => templates.render('edition', { title: String(n) }, '')));
    expect([compiled, templates.compiles()]).toEqual([1, 1]);
    await write('_unused.mjml', 'changed');
    await templates.render('edition', { title: 'T' }, '');
    expect(compiled).toBe(2);
  });

  it('does not mistake the title for the place of the article', async () => {
    await write('edition.mjml', body('<mj-text>{{title}}</mj-text>'));
    expect((await fault()).message).toContain('{{article}} exactly once');
  });
});

describe('a template with a mistake', () => {
  it('names the unknown field and the allowed ones', async () => {
    await write('edition.mjml', body('<mj-text>{{titel}} {{#tracks}}x{{/tracks}} {{{title}}}</mj-text>'));
    const error = await fault();
    expect(error.message).toContain('edition.mjml');
    for (const name of ['{{titel}}', '{{#tracks}}', '{{&title}}']) expect(error.message).toContain(name);
    expect(error.help).toContain('title');
    expect(error.help).toContain('#footerLinks (label, url)');
  });

  it('with an unclosed section is an error of the configuration, not a crash', async () => {
    await write('edition.mjml', body('<mj-text>{{#banner}}</mj-text>'));
    expect((await fault()).message).toContain('Unclosed section');
  });

  it('is named by file and line, also inside a partial', async () => {
    await write('_part.mjml', '<mj-text>fine</mj-text>\n<mj-text colr="red">x</mj-text>');
    await write('edition.mjml', body('<mj-txt>a</mj-txt>', '<mj-include path="./_part.mjml" />'));
    const { message } = await fault();
    expect(message).toContain(`${folder}/edition.mjml:2: Element mj-txt`);
    expect(message).toContain(`${folder}/_part.mjml:2: Attribute colr is illegal`);
  });

  it.each(['../secret.mjml', '/etc/passwd', './sub/x.mjml', 'https://evil.example/x.mjml'])(
    'cannot include %s',
    async (path) => {
      await write('edition.mjml', body(`<mj-include path="${path}" />`));
      expect((await fault()).message).toContain('edition.mjml:2: this include is not allowed');
    },
  );

  it('or a partial that is not there, or includes another, is refused', async () => {
    await write('edition.mjml', body('<mj-include path="./_gone.mjml" />'));
    expect((await fault()).message).toContain('edition.mjml:2: there is no template _gone.mjml');
    await write('_gone.mjml', '<mj-include path="./_gone.mjml" />');
    expect((await fault()).message).toContain('_gone.mjml:1: this include is not allowed');
  });

  it('or a folder that is not there says so', async () => {
    await rm(folder, { recursive: true });
    expect((await fault()).help).toContain('edition.mjml');
  });
});
