import { never } from '../core/errors.ts';
import type { Notice as MailNotice } from '../domain/deliveries/single-mail.ts';
import type { MissReason } from '../domain/schedule/facts.ts';
import { wordsOfGap } from '../domain/schedule/filling.ts';
import type { HoldReason, Notice } from '../domain/schedule/tick.ts';
import type { App } from './context.ts';

/** What the author reads when the schedule could not go as planned. */
export function wordsOfNotice(notice: Notice, app: App): MailNotice {
  const links = [{ label: 'Coming next', url: `${app.config.url}/coming-next/` }];
  switch (notice.kind) {
    case 'missed':
      return {
        subject: `Nothing was published on ${notice.slot}`,
        paragraphs: [
          `The slot of ${notice.slot} is over without a post: ${missWords[notice.reason]}.`,
          'The grid does not move: the next slot is where it always was, and the topic keeps its place in the queue.',
        ],
        links,
      };
    case 'held':
      return {
        subject: `The slot of ${notice.slot} is waiting`,
        paragraphs: [
          `It is time to publish, but ${holdWords(notice.reason)}.`,
          'Fortnight looks again every minute and publishes as soon as this is mended, until the catch-up time of the calendar is over. `fortnight check` and `fortnight why` say more.',
        ],
        links,
      };
    case 'needs-begin':
      return {
        subject: 'Fortnight waits for your word to begin',
        paragraphs: [
          `The calendar has publishing dates in the past (the last is ${notice.lastPassed}), and the database knows nothing of them. To publish nothing twice, nothing is published at all.`,
          'If this is a fresh start, say from which slot on: `fortnight begin --from DATE`. If the database was lost, restore it from a backup first.',
        ],
        links: [],
      };
    default:
      return never(notice);
  }
}

const missWords: Readonly<Record<MissReason, string>> = {
  downtime: 'Fortnight was not running, and a later slot has come since',
  late: 'Fortnight was not running until it was too late to catch up',
  'not-ready': 'its post was not ready in time',
  'calendar-invalid': 'the calendar file could not be read in time',
};

/** Why a slot is held, to follow "but". */
export function holdWords(reason: HoldReason): string {
  if (reason.kind === 'calendar-invalid')
    return 'the calendar file has errors that hold everything (`fortnight check` lists them)';
  return `there is nothing to publish: ${wordsOfGap(reason)}`;
}
