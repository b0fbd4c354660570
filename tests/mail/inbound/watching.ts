import { onTestFinished } from 'vitest';
import { VirtualClock } from '../../../src/core/clock.ts';
import { systemTimers, type Timers } from '../../../src/core/timers.ts';
import type { ArrivingMail, Received, TakeMail } from '../../../src/domain/inbound/arriving-mail.ts';
import type { InboundKind } from '../../../src/domain/inbound/classified.ts';
import { classify } from '../../../src/domain/inbound/classify.ts';
import type { MailboxPlace } from '../../../src/domain/inbound/mailbox-place.ts';
import { type WatchOptions, watchMailbox } from '../../../src/mail/inbound/mailbox-watch.ts';
import { readInboundMail } from '../../../src/mail/inbound/read-mail.ts';
import { logInto } from './listening.ts';

export interface Watching {
  readonly kept: ArrivingMail[];
  readonly logged: readonly string[];
  readonly places: Map<string, MailboxPlace>;
  /** How long each pause between two connections was to be, in milliseconds. */
  readonly pauses: readonly number[];
  /** Resolves when so many mails were taken in all. */
  taken(count: number): Promise<void>;
  /** Resolves when something is so; looks whenever anything happened. */
  until(isSo: () => boolean): Promise<void>;
  /** Ends the watch, and resolves when it has ended. */
  end(): Promise<void>;
}

/** Watches a mailbox as the worker does, and keeps in memory what comes; ends with the test. Pauses are short, and written down. */
export function watching(options: Pick<WatchOptions, 'mailbox'> & Partial<WatchOptions>): Watching {
  const kept: ArrivingMail[] = [];
  const logged: string[] = [];
  const pauses: number[] = [];
  const places = new Map<string, MailboxPlace>();
  const checks = new Set<() => void>();
  const happened = (): void => {
    for (const check of checks) check();
  };
  const lines = logInto(logged);
  const ending = new AbortController();
  const take: TakeMail = options.takeMail ?? (async (mail) => ({ kind: 'taken', id: 1, as: kindOf(mail) }));
  const watch = watchMailbox(
    {
      clock: new VirtualClock(Date.now()),
      timers: hurried(pauses, happened),
      random: () => 0.5,
      places: {
        load: async (name) => places.get(name) ?? null,
        save: async (name, place) => {
          places.set(name, place);
          happened();
        },
      },
      log: {
        info: (message) => {
          lines.info(message);
          happened();
        },
        warn: (message) => {
          lines.warn(message);
          happened();
        },
        error: (message, error) => {
          lines.error(message, error);
          happened();
        },
      },
      ...options,
      takeMail: async (mail): Promise<Received> => {
        const received = await take(mail);
        kept.push(mail);
        happened();
        return received;
      },
    },
    ending.signal,
  );
  const end = async (): Promise<void> => {
    ending.abort();
    await watch;
  };
  onTestFinished(end);
  const until: Watching['until'] = (isSo) =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!isSo()) return;
        checks.delete(check);
        resolve();
      };
      checks.add(check);
      check();
    });
  return { kept, logged, places, pauses, until, end, taken: (count) => until(() => kept.length >= count) };
}

function kindOf(mail: ArrivingMail): InboundKind {
  return classify(readInboundMail(mail.raw)).kind;
}

/** What is to be waited for is written down, and a thousandth of it is waited for. */
function hurried(pauses: number[], happened: () => void): Timers {
  return {
    after: (milliseconds, ring) => {
      pauses.push(milliseconds);
      happened();
      return systemTimers.after(milliseconds / 1_000, ring);
    },
  };
}
