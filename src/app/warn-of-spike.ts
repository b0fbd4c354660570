import type { Calendar } from '../domain/calendar/calendar.ts';
import { isShut } from '../domain/readers/guards/spike.ts';
import { tellAuthor } from './author.ts';
import type { App } from './context.ts';

/** Tells the author, once for each time, that the doors were shut because of a spike. */
export async function warnOfSpike(app: App, calendar: Calendar): Promise<void> {
  const pause = await app.store.signUpPause();
  if (!isShut(pause, app.clock.now())) return;
  const until = new Date(pause.until).toISOString().slice(0, 16).replace('T', ' ');
  await tellAuthor(app, calendar, `doors:${pause.at}`, {
    subject: 'Sign-ups are paused',
    paragraphs: [
      `Within an hour ${pause.unconfirmed} people signed up and did not confirm; usually it is ${Math.round(pause.usual)}. That looks like somebody filling the mailboxes of strangers, so the form, the mail address and the JSON endpoint take nobody in for now. Who has a confirmation mail can still confirm.`,
      `They open again by themselves on ${until} UTC. If the visitors are real, \`fortnight doors open\` opens them at once; \`fortnight doors show\` says how things stand.`,
    ],
    links: [],
  });
}
