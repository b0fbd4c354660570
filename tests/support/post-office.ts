import type { App } from '../../src/app/context.ts';
import { runSending } from '../../src/app/sending/send-engine.ts';
import type { RunReport } from '../../src/app/sending/send-run.ts';
import { SECOND, type VirtualClock } from '../../src/core/clock.ts';
import type { Ledger } from '../../src/domain/deliveries/delivery.ts';
import { listMailbox } from '../../src/mail/mailbox/mailbox-files.ts';
import { readMailboxMessage } from '../../src/mail/mailbox/read-message.ts';
import { editionAt } from './stores.ts';

interface ReceivedMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

/** Sends until nothing is due or no relay can be used, as the worker does. */
export async function sendAll(
  app: App,
  stop: AbortSignal = new AbortController().signal,
): Promise<RunReport> {
  const lease = await app.store.acquireLease('test', app.clock.now(), 30 * SECOND);
  if (lease === null) throw new Error('another worker holds the lease');
  try {
    return await runSending(app, { epoch: lease.epoch, stop, untilIdle: true });
  } finally {
    await app.store.releaseLease('test');
  }
}

/** Goes on sending for so long on the app's virtual clock, which moves to whatever comes due next. */
export async function sendFor(
  house: { readonly app: App; readonly clock: VirtualClock },
  milliseconds: number,
): Promise<void> {
  const { app, clock } = house;
  const end = clock.now() + milliseconds;
  for (;;) {
    const { nextAt } = await sendAll(app);
    if (nextAt === null || nextAt >= end) break;
    clock.set(Math.max(nextAt, clock.now() + 1));
  }
  clock.set(end);
}

/** All mails in the embedded mailbox to one address, oldest first. */
export async function mailsTo(app: App, address: string): Promise<readonly ReceivedMail[]> {
  const listed = await listMailbox(app.workspace.mailboxFolder, { limit: 1_000 });
  const own = listed.filter((mail) => mail.to.includes(address)).toReversed();
  return Promise.all(
    own.map(async ({ id, subject }) => {
      const { parsed } = await readMailboxMessage(app.workspace.mailboxFolder, id);
      return {
        id,
        to: address,
        subject,
        text: parsed.text ?? '',
        html: parsed.html ?? '',
        headers: parsed.headers,
      };
    }),
  );
}

export async function subjectsTo(app: App, address: string): Promise<readonly string[]> {
  return (await mailsTo(app, address)).map(({ subject }) => subject);
}

/** The one mail to an address whose subject has these words. */
export async function mailTo(app: App, address: string, words: string): Promise<ReceivedMail> {
  const found = (await mailsTo(app, address)).filter(({ subject }) => subject.includes(words));
  const [mail] = found;
  if (mail === undefined || found.length > 1)
    throw new Error(`${found.length} mails "${words}" to ${address}`);
  return mail;
}

/** The path of the first link in a mail's text that begins with this path. */
export function linkIn(mail: ReceivedMail, path: string): string {
  const [link] = linksIn(mail, path);
  if (link === undefined) throw new Error(`no link to ${path} in: ${mail.text}`);
  return link;
}

export function linksIn(mail: ReceivedMail, path: string): readonly string[] {
  const links = mail.text.match(/https?:\/\/[^\s>)]+/g) ?? [];
  return links.map((link) => new URL(link).pathname).filter((pathname) => pathname.startsWith(path));
}

export async function ledgerOf(app: App, key: string): Promise<Partial<Ledger>> {
  const ledger = await app.store.ledger((await editionAt(app.store, key)).id);
  return Object.fromEntries(Object.entries(ledger).filter(([, count]) => count > 0));
}
