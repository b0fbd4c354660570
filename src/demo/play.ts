import type { App } from '../app/context.ts';
import { examine } from '../app/examine.ts';
import { tick } from '../app/tick.ts';
import type { Terminal } from '../cli/terminal.ts';
import type { VirtualClock } from '../core/clock.ts';
import { wallClock } from '../core/zoned-time.ts';
import type { Calendar, TopicId } from '../domain/calendar/calendar.ts';
import { emailDue } from '../domain/schedule/email.ts';
import { runway } from '../domain/schedule/runway.ts';
import type { Slot } from '../domain/schedule/slots.ts';
import { deliveredMails } from './delivered-mails.ts';
import { must, type Narrator } from './narrator.ts';
import { until } from './until.ts';
import { confirmByMail, pageText, subscribeOnForm } from './visitor.ts';

export interface DemoStage {
  readonly app: App;
  readonly clock: VirtualClock;
  readonly calendar: Calendar;
  readonly slot: Slot;
}

const READERS = [
  { name: 'Alice', address: 'alice@example.org' },
  { name: 'Bob', address: 'bob@example.net' },
  { name: 'Carol', address: 'carol@example.com' },
] as const;

/** Plays the demo on a stage where web server and worker are running; every step checks what it claims. Returns the topic it published. */
export async function playDemo(stage: DemoStage, narrator: Narrator): Promise<TopicId> {
  await narrator.step('The calendar is read, and the site stands', (note) => openTheHouse(stage, note));
  for (const reader of READERS) {
    await narrator.step(`${reader.name} subscribes on the form and confirms by mail`, (note) =>
      welcomeReader(stage, reader.address, note),
    );
  }
  const topic = await narrator.step(
    `The clock moves to ${stage.slot.date} ${stage.calendar.cadence.at}: a post is published`,
    (note) => publish(stage, note),
  );
  await narrator.step('After the quiet period its mail goes out over SMTP', (note) =>
    mailIt(stage, topic, note),
  );
  await narrator.step(`${READERS.length} of ${READERS.length} mails arrived, each whole`, (note) =>
    openTheMails(stage, topic, note),
  );
  await narrator.step('The ledger adds up', (note) => readTheLedger(stage, topic, note));
  return topic;
}

type Note = (words: string) => void;

async function openTheHouse({ app, calendar, clock }: DemoStage, note: Note): Promise<void> {
  const { diagnostics, readinessOf } = await examine(app.workspace);
  must(!diagnostics.some((diagnostic) => diagnostic.severity === 'error'), 'a calendar without errors');
  const report = await tick(app);
  must(report.decision.next.kind === 'idle', 'nothing due a day early');
  const home = await pageText(`${app.config.url}/`);
  must(home.includes(calendar.blog.title), 'the home page to show the title');
  const facts = await app.store.scheduleFacts();
  const ahead = runway({ calendar, facts, readinessOf, now: clock.now() });
  note(
    `${calendar.topics.length} topics, no fault; ${ahead.posts} posts are ready, the queue runs dry on ${ahead.dryOn}`,
  );
}

async function welcomeReader({ app }: DemoStage, address: string, note: Note): Promise<void> {
  await subscribeOnForm(app.config.url, address);
  const link = await confirmByMail(app, address);
  const { active } = await app.store.countSubscribers();
  note(`${address}: form posted, confirmation mail received, button pressed (${active} active)`);
  note(new URL(link).pathname.slice(0, 40).concat('…'));
}

async function publish({ app, clock, slot, calendar }: DemoStage, note: Note): Promise<TopicId> {
  clock.set(slot.instant);
  await tick(app);
  // The worker beside us may have looked first; either way it is published once.
  const publications = (await app.store.publications()).filter(
    (publication) => publication.slot === slot.date,
  );
  const [publication] = publications;
  must(publications.length === 1 && publication !== undefined, `one publication in the slot of ${slot.date}`);
  if (publication === undefined) throw new Error('unreachable: checked above');
  const page = await pageText(`${app.config.url}/posts/${publication.topic}/`);
  must(page.includes('<article'), 'the post to have a page');
  const feed = await pageText(`${app.config.url}/feed.xml`);
  must(feed.includes(`/posts/${publication.topic}/`), 'the feed to carry the post');
  note(`"${publication.title}" is on the web and in the feed`);
  if (calendar.email.approval === 'veto') note('the author got a preview with Hold and Send-now links');
  return publication.topic;
}

async function mailIt({ app, clock, calendar, slot }: DemoStage, topic: TopicId, note: Note): Promise<void> {
  const { zone } = calendar.cadence;
  clock.set(emailDue({ publishedAt: slot.instant, policy: calendar.email, zone }));
  await tick(app);
  await until('the edition to be complete', async () => {
    const edition = await app.store.editionByKey(`regular:${topic}`);
    return edition?.state.kind === 'complete' ? edition : null;
  });
  const { date, time } = wallClock(clock.now(), zone);
  note(
    `opened at ${date} ${time}, content and audience frozen, one row per reader, then begin -> SMTP -> settle`,
  );
}

async function openTheMails({ app }: DemoStage, topic: TopicId, note: Note): Promise<void> {
  const mails = await deliveredMails(app, topic);
  const wanted = READERS.map((reader) => reader.address).sort();
  must(mails.length === wanted.length, `${wanted.length} mails, found ${mails.length}`);
  must(
    mails
      .map((mail) => mail.to)
      .sort()
      .join() === wanted.join(),
    'one mail to each reader',
  );
  for (const mail of mails) {
    must(mail.html && mail.text, `an HTML part and a text part in the mail to ${mail.to}`);
    must(mail.listUnsubscribe === 1, `one List-Unsubscribe in the mail to ${mail.to}`);
    must(mail.listUnsubscribePost === 1, `one List-Unsubscribe-Post in the mail to ${mail.to}`);
  }
  note('HTML and text part, one List-Unsubscribe, one List-Unsubscribe-Post, one click to leave');
}

async function readTheLedger({ app }: DemoStage, topic: TopicId, note: Note): Promise<void> {
  const edition = await app.store.editionByKey(`regular:${topic}`);
  must(edition !== null, 'the edition to exist');
  if (edition === null) throw new Error('unreachable: checked above');
  const { audience, sent } = await app.store.ledger(edition.id);
  must(
    audience === READERS.length && sent === READERS.length,
    `audience ${READERS.length} = sent, found ${audience} and ${sent}`,
  );
  note(`audience ${audience} = ${sent} sent + 0 failed + 0 skipped + 0 uncertain`);
}

/** Where to look while the demo stays up. */
export async function showLinks({ app }: DemoStage, topic: TopicId, terminal: Terminal): Promise<void> {
  const { url } = app.config;
  const [mail] = await deliveredMails(app, topic);
  const links = [
    ['Site', `${url}/`],
    ['Post', `${url}/posts/${topic}/`],
    ['Coming next', `${url}/coming-next/`],
    ['The mail', `${url}/mailbox/${mail?.id ?? ''}`],
    ['All mails', `${url}/mailbox`],
  ] as const;
  terminal.out('');
  for (const [label, link] of links)
    terminal.out(`  ${terminal.paint('muted', label.padEnd(12))} ${terminal.paint('accent', link)}`);
  terminal.out(
    `  ${terminal.paint('muted', 'The ledger'.padEnd(12))} npx fortnight ledger  (in ${app.workspace.root})`,
  );
  terminal.out('');
}
