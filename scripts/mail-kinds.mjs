import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What of the sources renders a mail. */
const SOURCES = `
export { renderConfirm } from './src/mail/compose/render-single.ts';
export { renderWelcome } from './src/mail/compose/render-welcome.ts';
export { digestHtml } from './src/mail/compose/digest-article.ts';
export { renderEdition } from './src/mail/compose/render-edition.ts';
export { loadTemplates } from './src/mail/templates/templates.ts';
export { parsePost } from './src/domain/posts/post.ts';
export { renderEmail } from './src/domain/posts/render-email.ts';
export { typesetWords } from './src/domain/posts/typography.ts';
`;

const URL_OF_BLOG = 'https://example.com';
const LINKS = {
  confirmUrl: `${URL_OF_BLOG}/confirm/v2.a89a.1.tppew0.39IplN-515SCVa2Q3itzvA`,
  unsubscribeUrl: `${URL_OF_BLOG}/unsubscribe/1`,
  preferencesUrl: `${URL_OF_BLOG}/preferences/1`,
  leaveUrl: `${URL_OF_BLOG}/leave`,
};

/**
 * A confirmation, a welcome, a digest and a part of a series, of the blog that ships.
 * @returns {Promise<readonly string[]>} their HTML
 */
export async function kindsOfMail() {
  const mail = await importSources();
  const { parse } = await import('yaml');
  const calendar = parse(readFileSync(join(ROOT, 'calendar', 'calendar.yaml'), 'utf8'));
  const templates = mail.loadTemplates(join(ROOT, 'emails'));
  const blog = { title: calendar.blog.title, url: URL_OF_BLOG, language: 'en' };
  const post = (id) => postOf(mail, calendar, id);
  const raft = post('raft-1');
  const { html: articleHtml } = await mail.renderEmail(
    mail.parsePost(readFileSync(join(ROOT, 'calendar', 'posts', 'raft-1.md'), 'utf8'), 'en'),
    { baseUrl: raft.url, topics: {} },
    { draw: async () => ({ kind: 'refused', reason: 'it has no pictures' }), siteUrl: URL_OF_BLOG },
  );
  const edition = {
    blog,
    preheader: '',
    articleText: '',
    postUrl: null,
    ...LINKS,
    postalAddress: 'PO Box 1',
  };
  const track = calendar.tracks['distributed-systems'];
  const rendered = await Promise.all([
    mail.renderConfirm(templates, { blog, ...LINKS, replyConfirms: true }),
    mail.renderWelcome(templates, {
      blog,
      ...LINKS,
      tracks: [{ ...track, posts: PATH.map(post) }],
      latest: raft,
      postalAddress: 'PO Box 1',
    }),
    mail.renderEdition(templates, {
      ...edition,
      subject: 'What came out in December 2026',
      title: 'What came out in December 2026',
      track: null,
      details: ['1 January 2027'],
      articleHtml: mail.digestHtml('Two posts came out in December 2026.', [
        { ...post('after-cap-pacelc'), details: ['8 December 2026', track.title, '7 min read'] },
        { ...raft, details: ['22 December 2026', track.title, '7 min read'] },
      ]),
    }),
    mail.renderEdition(templates, {
      ...edition,
      subject: raft.title,
      title: raft.title,
      track: track.title,
      details: ['22 December 2026', 'Raft Explained, part 1 of 4', '7 min read'],
      note: {
        words: 'This comes as you asked: the series from its beginning, one part at a time.',
        label: 'Stop or change it',
      },
      articleHtml,
    }),
  ]);
  return rendered.map(({ html }) => html);
}

const PATH = ['cap-theorem-explained', 'cp-systems-explained', 'ap-systems-explained', 'after-cap-pacelc'];

async function importSources() {
  const { build } = await import('esbuild');
  const outfile = join(ROOT, 'data', 'screenshots', 'mail.mjs');
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    stdin: { contents: SOURCES, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
  });
  return import(pathToFileURL(outfile).href);
}

function postOf({ typesetWords }, { topics }, id) {
  const { title, summary } = topics.find((topic) => topic.id === id);
  const url = `${URL_OF_BLOG}/posts/${id}/`;
  return { title: typesetWords(title, 'en'), summary: typesetWords(summary, 'en'), url };
}
