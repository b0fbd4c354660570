import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Edition } from '../../domain/deliveries/delivery.ts';
import { inQuotes } from '../../domain/posts/typography.ts';
import { tellAuthor } from '../author.ts';
import type { App } from '../context.ts';
import { tellOfRelayFault } from '../tell-of-relay-fault.ts';
import type { BookEntry } from './relay-book.ts';

/** Something to be written down or told because of what was heard; the calendar says whom to tell. */
export type Chore = (calendar: Calendar | null) => Promise<void>;

/** What follows from an attempt that changed how a relay stands, or that stops its edition. */
export function choresOf(
  app: App,
  heard: BookEntry & { readonly edition: Edition | null },
): readonly Chore[] {
  const { news, pause, edition } = heard;
  const chores: Chore[] = [];
  if (news !== null) chores.push((calendar) => noteTrouble(app, calendar, news));
  if (pause !== null && edition !== null)
    chores.push((calendar) => stopEdition(app, calendar, edition, pause));
  return chores;
}

async function noteTrouble(
  app: App,
  calendar: Calendar | null,
  { relay, trouble }: NonNullable<BookEntry['news']>,
): Promise<void> {
  await app.store.noteRelayTrouble(relay, trouble, app.clock.now());
  if (trouble === null) return app.log.info(`the relay ${relay} works again`);
  const again = new Date(trouble.until).toISOString().slice(11, 19);
  app.log.warn(
    `the relay ${relay} is at fault (${trouble.kind}): ${trouble.detail}; it is asked again at ${again} UTC`,
  );
  if (calendar !== null) await tellOfRelayFault(app, calendar, relay, trouble);
}

/** Most would be refused like those before: the author looks first. */
async function stopEdition(
  app: App,
  calendar: Calendar | null,
  edition: Edition,
  reply: string,
): Promise<void> {
  const now = app.clock.now();
  if (!(await app.store.pauseEdition(edition.id, 'breaker', reply, now))) return;
  app.log.warn(`${edition.key} is paused: too many of its mails are refused as a matter of policy: ${reply}`);
  if (calendar === null) return;
  await tellAuthor(app, calendar, `breaker:${edition.key}:${now}`, {
    subject: `The mail of ${inQuotes(edition.subject)} was stopped`,
    paragraphs: [
      `Too many of its mails were refused as a matter of policy. The last answer was: ${reply}`,
      `Nothing more of it is sent until you say so. When the reason is mended: \`fortnight edition resume ${edition.key}\`, and \`fortnight edition retry ${edition.key} --reason policy\` for those that were refused.`,
    ],
    links: [],
  });
}
