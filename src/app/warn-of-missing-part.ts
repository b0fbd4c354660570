import type { Calendar, Topic } from '../domain/calendar/calendar.ts';
import { missingPart } from '../domain/schedule/series-complete.ts';
import { tellAuthor } from './author.ts';
import type { App } from './context.ts';
import { earlierWords } from './earlier-words.ts';

/**
 * Tells the author, once for each part and reason, of a part from before Fortnight that readers of its series wait for, and that cannot be mailed. One that is
 * still to come needs no word: the plan says when.
 */
export async function warnOfMissingPart(app: App, calendar: Calendar): Promise<void> {
  const { publications } = await app.store.scheduleFacts();
  const out = new Set(publications.map(({ topic }) => topic));
  for (const { id, title } of calendar.series) {
    const part = missingPart(calendar, id, out);
    if (part === null || part.published === null) continue;
    const followers = await app.store.countFollowers(id);
    if (followers > 0) await tell(app, calendar, part, title, followers);
  }
}

async function tell(
  app: App,
  calendar: Calendar,
  { id, part, title }: Topic & { readonly part: number },
  series: string,
  followers: number,
): Promise<void> {
  const words = await earlierWords(app, id);
  if (words.kind === 'words') return;
  const readers = followers === 1 ? 'One reader has' : `${followers} readers have`;
  await tellAuthor(app, calendar, `series-part:${id}:${words.why}`, {
    subject: `Part ${part} of "${series}" cannot be mailed`,
    paragraphs: [
      `${readers} asked for this series from its beginning, and "${title}" is part ${part} of it. ${words.why}.`,
      'It came out before this calendar began, so Fortnight can only mail it when its words are here, and whole. Until then nobody gets it, nor the parts after it. If it is to be read elsewhere for good, give its topic a `url`: then it is passed over.',
    ],
    links: [],
  });
}
