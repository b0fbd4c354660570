import type { App } from '../app/context.ts';
import { listMailbox } from '../mail/mailbox/mailbox-files.ts';
import { readMailboxMessage } from '../mail/mailbox/read-message.ts';
import { must } from './narrator.ts';
import { until } from './until.ts';

/** A page as a browser without JavaScript gets it; anything but 200 is a failure. */
export async function pageText(url: string): Promise<string> {
  const response = await fetch(url);
  must(response.status === 200, `200 from ${url}, got ${response.status}`);
  return response.text();
}

/** Finds the form on the home page and posts an address to where it says. */
export async function subscribeOnForm(url: string, address: string): Promise<void> {
  const home = await pageText(`${url}/`);
  const action = /<form[^>]*action="([^"]*subscribe)"/.exec(home)?.[1];
  must(action !== undefined, 'a subscribe form on the home page');
  const version = /name="form" value="([^"]*)"/.exec(home)?.[1] ?? '';
  const body = new URLSearchParams({ email: address, website: '', form: version });
  const answer = await fetch(new URL(action ?? '', url), { method: 'POST', body });
  must(answer.status === 200, `200 from the form, got ${answer.status}`);
}

/** Waits for the confirmation mail, looks at its link as a scanner would, then presses the button. Returns the link. */
export async function confirmByMail(app: App, address: string): Promise<string> {
  const text = await until(`the confirmation mail to ${address}`, () => newestText(app, address));
  const link = /https?:\/\/\S+\/confirm\/\S+/.exec(text)?.[0] ?? '';
  must(link !== '', 'a link in the confirmation mail');
  await pageText(link);
  const looked = await readerState(app, address);
  must(looked === 'pending', 'looking at the link to change nothing');
  const pressed = await fetch(link, { method: 'POST' });
  must(pressed.status === 200, `200 after pressing the button, got ${pressed.status}`);
  must((await readerState(app, address)) === 'active', `${address} to be active`);
  return link;
}

async function readerState(app: App, address: string): Promise<string> {
  const readers = await app.store.subscribers(null, null, 100);
  return readers.find((reader) => reader.address === address)?.state.kind ?? 'unknown';
}

async function newestText(app: App, address: string): Promise<string | null> {
  const listed = await listMailbox(app.workspace.mailboxFolder, { limit: 50 });
  const mail = listed.find((candidate) => candidate.to.includes(address));
  if (mail === undefined) return null;
  return (await readMailboxMessage(app.workspace.mailboxFolder, mail.id)).parsed.text;
}
