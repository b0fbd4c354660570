import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SHIPPED_POSTS } from '../support/shipped-blog.ts';
import { mailsOfSomeWeeks, type SentMail } from '../support/shipped-mails.ts';
import { noSpamFilter, type SpamScore, scoreMails } from '../support/spam-filter.ts';

const MOST = 1;
/** In milliseconds: all pictures of all posts are drawn, which takes long on a busy machine. */
const MINUTES = 240_000;
const BLOG = 'Professional Imposter Syndrome';

const title =
  noSpamFilter === null
    ? 'every kind of mail, to a spam filter'
    : `every kind of mail, to a spam filter (skipped: ${noSpamFilter})`;

describe.skipIf(noSpamFilter !== null)(title, () => {
  let scored: readonly (SentMail & SpamScore)[] = [];

  it(
    `scores at most ${MOST}`,
    async () => {
      const mails = await mailsOfSomeWeeks();
      const scores = scoreMails(mails.map(({ arrived }) => arrived));
      scored = mails.map((mail, index) => ({ ...mail, ...(scores[index] ?? { score: NaN, rules: [] }) }));
      const above = scored.filter(({ score }) => !(score <= MOST));
      expect(above.map(({ subject, score, rules }) => ({ subject, score, rules }))).toEqual([]);
    },
    MINUTES,
  );

  it.each([
    ['confirmation', `Confirm your subscription to ${BLOG}`],
    ['welcome', `Welcome to ${BLOG}`],
    ['preview', 'Preview: Raft Explained: How Machines Agree on Anything'],
    ['notice', '“Raft Explained: How Machines Agree on Anything” went to 1 of 1 readers'],
    ['link to leave', `Leave ${BLOG}`],
    ['link to the preferences', `Your preferences for ${BLOG}`],
    ['question to a new address', `Confirm your new address for ${BLOG}`],
    ['note to the old address', `Your address for ${BLOG} was changed`],
    ['correction', 'Correction: After CAP: PACELC and the Price of Latency'],
    ['announcement', 'The blog has moved'],
    ['digest', 'What came out in December 2026'],
    ['farewell', `You have left ${BLOG}`],
  ])('was asked about a %s', (_, subject) => {
    expect(scored.map((mail) => mail.subject)).toContain(subject);
  });

  it('was asked about an edition, the part of a series, and a test of each post', () => {
    const about = (part: string) => scored.filter(({ arrived }) => arrived.includes(part)).length;
    expect(about('Feedback-ID: regular-raft-1:edition:')).toBe(1);
    expect(about('Feedback-ID: series-raft-1')).toBe(1);
    expect(scored.filter(({ subject }) => subject.startsWith('Test: '))).toHaveLength(SHIPPED_POSTS.length);
  });

  it('hits no rule that docs/mail.md does not tell of', () => {
    const page = readFileSync(new URL('../../docs/mail.md', import.meta.url), 'utf8');
    const told = [...page.matchAll(/^\| `([A-Z0-9_]+)` \| (-?[\d.]+) \|/gm)].map(([, ...rule]) =>
      rule.join('='),
    );
    const hit = new Set(scored.flatMap(({ rules }) => rules));
    expect([...hit].sort()).toEqual(told.sort());
  });
});
