import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languagesOf } from './posts.mjs';

const SUBJECTS = Array.from({ length: 12 }, (_, index) => `subject-${index + 1}`);

/**
 * A workspace of ours with these posts. `came`: they came out before Fortnight, and their words are kept here; `ready`: each waits for its turn.
 * @param {string} root
 * @param {readonly import('./posts.mjs').BenchPost[]} posts
 * @param {'came' | 'ready'} standing
 */
export function writeOurs(root, posts, standing) {
  mkdirSync(join(root, 'calendar', 'posts'), { recursive: true });
  for (const { id, markdown } of posts) writeFileSync(join(root, 'calendar', 'posts', `${id}.md`), markdown);
  const topics = posts.map(({ id, title, summary, date, subject }) => {
    const state = standing === 'came' ? `status: published, published: ${date}` : 'status: ready';
    return `  - { id: ${id}, title: "${title}", summary: "${summary}", track: ${subject}, tags: [${subject}], ${state} }`;
  });
  writeFileSync(
    join(root, 'calendar', 'calendar.yaml'),
    `blog:
  title: A Test of Patience
  tagline: Posts for a bench
  author: { name: Ali, email: ali@example.com }
  url: https://example.com
  language: en
  postal_address: "PO Box 1, Seattle WA, USA"
cadence: { anchor: 2100-01-05, every: 14 days, at: "09:00", zone: Etc/UTC }
email: { after: 0m, window: "00:00-24:00", approval: none }
tracks:
${SUBJECTS.map((id) => `  ${id}: { title: ${id}, intro: "All about ${id}." }`).join('\n')}
topics:
${topics.join('\n')}
`,
  );
}

/**
 * The same posts for Eleventy.
 * @param {string} folder
 * @param {readonly import('./posts.mjs').BenchPost[]} posts
 */
export function writeTheirs(folder, posts) {
  mkdirSync(join(folder, 'posts'), { recursive: true });
  writeFileSync(
    join(folder, 'posts', 'posts.json'),
    JSON.stringify({ layout: 'post.njk', tags: ['post'], permalink: '/posts/{{ page.fileSlug }}/' }),
  );
  for (const { id, title, summary, date, subject, markdown } of posts) {
    const front = { title, summary, date, subject, permalink: `/posts/${id}/` };
    writeFileSync(join(folder, 'posts', `${id}.md`), `---json\n${JSON.stringify(front)}\n---\n${markdown}`);
  }
  writeFileSync(join(folder, 'languages.txt'), languagesOf(posts).join(','));
}
