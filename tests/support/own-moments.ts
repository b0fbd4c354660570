import { confirmUrl } from '../../src/app/confirm.ts';
import type { App } from '../../src/app/context.ts';
import { preferencesUrl } from '../../src/app/preference-link.ts';
import { stampOfForm } from '../../src/app/subscribe.ts';
import { unsubscribeUrl } from '../../src/app/unsubscribe.ts';
import { DAY, SECOND, type VirtualClock } from '../../src/core/clock.ts';
import type { GivenAnswer } from './page-faults.ts';
import { linkIn, mailTo, sendAll } from './post-office.ts';
import { ALICE, AUTHOR, addActive, addPending, BOB } from './readers.ts';
import { address, readerAt } from './stores.ts';
import { visitorOf } from './visitor.ts';

/** What readers and the author come to by a link in a mail, or by sending a form. */
export interface ReaderMoments {
  /** Paths. */
  readonly links: Readonly<Record<LinkName, string>>;
  readonly answers: Readonly<Record<AnswerName, GivenAnswer>>;
}

const CLIENT = '203.0.113.7';
const DORA = 'dora@example.org';
const ERIN = 'erin@example.org';
const ERIN_NEW = 'erin@new.example';
const FRANK = 'frank@example.org';
const GINA = 'gina@example.org';

type LinkName =
  | 'confirm'
  | 'confirm too late'
  | 'preferences'
  | 'unsubscribe'
  | 'undo'
  | 'new address'
  | 'decide an edition'
  | 'one mail';

type FormAnswer = 'a bad address' | 'look into your mail' | 'one more press' | 'too many';

type AnswerName =
  | FormAnswer
  | 'subscribed'
  | 'preferences, saved'
  | 'preferences with faults'
  | 'a new address, asked for'
  | 'left'
  | 'why she left'
  | 'erased';

type Answers = ReaderMoments['answers'];

/** Alice has had a mail; Bob asks and has not confirmed; Dora, Erin, Frank and Gina come for what changes them. */
export async function ownMoments(app: App, clock: VirtualClock): Promise<ReaderMoments> {
  await addActive(app, DORA, ERIN, FRANK);
  await addPending(app, GINA);
  await addPending(app, BOB);
  const left = await post(app, await leaveLink(app, DORA), { by: 'page' });
  const own = await preferencesOf(app, ALICE);
  const typed = {
    rhythm: 'monthly-digest',
    track: 'systems',
    series: 'raft',
    pause: '2027-01-31',
    name: 'Alice',
  };
  const saved = await post(app, own, typed);
  const asked = await post(app, `${await preferencesOf(app, ERIN)}/address`, { email: ERIN_NEW });
  await sendAll(app);
  return {
    links: {
      ...(await linksOf(app)),
      preferences: own,
      undo: actionIn(left, 'undo'),
    },
    answers: {
      ...(await atTheForm(app, clock)),
      'preferences, saved': saved,
      'preferences with faults': await post(app, own, { rhythm: '', pause: 'soon', name: 'x'.repeat(101) }),
      'a new address, asked for': asked,
      left,
      'why she left': await post(app, actionIn(left, 'why'), { reason: 'too-many' }),
      subscribed: await post(app, await confirmLink(app, GINA, clock.now()), {}),
      erased: await post(app, `${await preferencesOf(app, FRANK)}/erase`, {}),
    },
  };
}

async function linksOf(app: App): Promise<Omit<ReaderMoments['links'], 'preferences' | 'undo'>> {
  const now = app.clock.now();
  return {
    confirm: await confirmLink(app, BOB, now),
    'confirm too late': await confirmLink(app, BOB, now - 30 * DAY),
    unsubscribe: await leaveLink(app, ALICE),
    'new address': linkIn(await mailTo(app, ERIN_NEW, 'Confirm'), '/address/'),
    'decide an edition': linkIn(await mailTo(app, AUTHOR, 'Preview: Raft'), '/editions/'),
    'one mail': `/mailbox/${(await mailTo(app, ALICE, 'After CAP')).id}`,
  };
}

/** What somebody is told who sends the form on a page: as a machine that sends it without its stamp, and as a person. */
async function atTheForm(app: App, clock: VirtualClock): Promise<Pick<Answers, FormAnswer>> {
  const send = (email: string, stamp = '') => post(app, '/subscribe', { email, stamp });
  const bad = await send('bob@');
  const mailed = await send('helen@gmial.com');
  const once = await send('ivan@example.org');
  const twice = await send('judy@example.org');
  const pressAgain = [once, twice].find(({ status }) => status === 429) ?? once;
  const stamp = stampOfForm(app);
  clock.advance(10 * SECOND);
  let last = pressAgain;
  for (let one = 0; one < 9; one += 1) last = await send(`stranger-${one}@example.org`, stamp);
  return {
    'a bad address': bad,
    'look into your mail': mailed,
    'one more press': pressAgain,
    'too many': last,
  };
}

async function post(app: App, path: string, fields: Record<string, string>): Promise<GivenAnswer> {
  const { status, headers, html } = await visitorOf(app, CLIENT).post(path, fields);
  return { status, headers: Object.fromEntries(headers), html };
}

function actionIn({ html }: GivenAnswer, door: string): string {
  return new RegExp(`action="([^"]*/${door}/[^"]*)"`).exec(html)?.[1] ?? 'no way there';
}

async function preferencesOf(app: App, typed: string): Promise<string> {
  return new URL(preferencesUrl(app, (await readerAt(app.store, typed)).id, address(typed))).pathname;
}

async function leaveLink(app: App, typed: string): Promise<string> {
  return new URL(unsubscribeUrl(app, (await readerAt(app.store, typed)).id)).pathname;
}

async function confirmLink(app: App, typed: string, madeAt: number): Promise<string> {
  const { id } = await readerAt(app.store, typed);
  return new URL(confirmUrl(app, id, address(typed), madeAt)).pathname;
}
