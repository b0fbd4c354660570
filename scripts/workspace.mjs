import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const DAY = 86_400_000; // milliseconds

/**
 * Writes a workspace with ready posts, `post-1`, `post-2`…, whose mails leave as soon as a tick sees them published. The first slot is far
 * off, so nothing is published but by hand.
 * @param {string} root
 * @param {readonly string[]} posts their Markdown; the titles are `Edition 1`, `Edition 2`…
 */
export function writeWorkspace(root, posts) {
  mkdirSync(join(root, 'calendar', 'posts'), { recursive: true });
  posts.forEach((markdown, index) => {
    writeFileSync(join(root, 'calendar', 'posts', `post-${index + 1}.md`), markdown);
  });
  writeFileSync(join(root, 'calendar', 'calendar.yaml'), calendarText(posts.length));
}

/** A file of so many readers, `reader-1@example.org` and on, for `fortnight subscribers import`. */
export function writeReaders(file, count) {
  const addresses = Array.from({ length: count }, (_, index) => `reader-${index + 1}@example.org`);
  writeFileSync(file, ['email', ...addresses].join('\n'));
}

function calendarText(posts) {
  const topics = Array.from({ length: posts }, (_, index) => index + 1).map(
    (number) =>
      `  - { id: post-${number}, title: Edition ${number}, summary: A post., track: testing, status: ready }`,
  );
  const anchor = new Date(Date.now() + 30 * DAY).toISOString().slice(0, 10);
  return `blog:
  title: A Test of Patience
  tagline: Processes that end before their time
  author: { name: Ali, email: ali@example.com }
  url: https://example.com
  language: en
  postal_address: "PO Box 1, Seattle WA, USA"
cadence: { anchor: ${anchor}, every: 14 days, at: "09:00", zone: Etc/UTC }
email: { after: 0m, window: "00:00-24:00", approval: none }
tracks:
  testing: { title: Testing, intro: If you want to see it fail, begin here. }
topics:
${topics.join('\n')}
`;
}
