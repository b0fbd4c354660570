import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM } from '../app/workspaces.mjs';

const DAY = 86_400_000; // milliseconds

/** @typedef {{ id: string, title: string, summary: string, date: string, subject: string, markdown: string }} BenchPost */

/**
 * As many posts as one likes from those that Fortnight ships, oldest first, a day apart until the end of 2025. No two are the same: the words of each paragraph
 * and the code of each block bear the number of the post, so that nobody who remembers a text is helped by that. Diagrams and formulas, which Eleventy would
 * leave as they are, become code.
 * @param {number} count
 * @returns {readonly BenchPost[]}
 */
export function benchPosts(count) {
  const folder = join(PROGRAM, 'calendar', 'posts');
  const bodies = readdirSync(folder)
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  return Array.from({ length: count }, (_, index) => ({
    id: `post-${index + 1}`,
    title: `Post number ${index + 1}, on what comes next`,
    summary: `What post ${index + 1} is about, in a line.`,
    date: new Date(Date.UTC(2026, 0, 1) - (count - index) * DAY).toISOString().slice(0, 10),
    subject: `subject-${(index % 12) + 1}`,
    markdown: numbered(bodies[index % bodies.length], index + 1),
  }));
}

/** The languages that the code of all posts is in. */
export function languagesOf(posts) {
  const found = posts.flatMap(({ markdown }) =>
    [...markdown.matchAll(/^```(\w+)/gm)].map(([, name]) => name),
  );
  return [...new Set(found)].filter((name) => name !== 'text').toSorted();
}

function numbered(markdown, number) {
  let inCode = false;
  return markdown
    .split('\n')
    .map((line) => {
      if (line.startsWith('```')) {
        inCode = !inCode;
        const opening = line.replace(/^```dot\b.*/, '```text');
        return inCode ? opening : `n${number}\n${line}`;
      }
      if (inCode) return line;
      // Whoever reads it sees an amount of money.
      const words = line.replaceAll('topic:', 'https://example.com/').replaceAll('$', '&#36;');
      return words.replace(/^[A-Z]\w* /, `$&${number} `);
    })
    .join('\n');
}
