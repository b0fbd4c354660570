import type { Calendar } from '../domain/calendar/calendar.ts';
import type { RelayFault } from '../domain/deliveries/decide.ts';
import type { RelayId } from '../domain/deliveries/relay-record.ts';
import { tellAuthor } from './author.ts';
import type { App } from './context.ts';

/** What each fault says about the mail server, to follow "it". */
export const FAULT_WORDS: Readonly<Record<RelayFault['kind'], string>> = {
  login: 'refuses our user name or password',
  tls: 'cannot be spoken to over TLS',
  signing: 'is given nothing, as our DKIM key does not sign',
  connection: 'cannot be reached',
  policy: 'refuses our mail as a matter of policy',
};

/** The author hears once a day that the relay refuses us; nothing is lost meanwhile, every mail waits. */
export async function tellOfRelayFault(
  app: App,
  calendar: Calendar,
  relay: RelayId,
  fault: RelayFault,
): Promise<void> {
  const day = new Date(app.clock.now()).toISOString().slice(0, 10);
  await tellAuthor(app, calendar, `relay:${relay}:${fault.kind}:${day}`, {
    subject: `The mail server ${FAULT_WORDS[fault.kind]}`,
    paragraphs: [
      `${relay} said: ${fault.detail}`,
      'Mail that was not handed over waits and is tried again. Check SMTP_URL; `fortnight status` shows what waits.',
    ],
    links: [],
  });
}
