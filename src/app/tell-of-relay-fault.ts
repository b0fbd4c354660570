import type { Calendar } from '../domain/calendar/calendar.ts';
import type { RelayFault } from '../domain/deliveries/decide.ts';
import { tellAuthor } from './author.ts';
import type { App } from './context.ts';
import { FAULT_WORDS } from './relay-trouble.ts';

/** The author hears once a day that the relay refuses us; nothing is lost meanwhile, every mail waits. */
export async function tellOfRelayFault(app: App, calendar: Calendar, fault: RelayFault): Promise<void> {
  const day = new Date(app.clock.now()).toISOString().slice(0, 10);
  await tellAuthor(app, calendar, `relay:${fault.kind}:${day}`, {
    subject: `The mail server ${FAULT_WORDS[fault.kind]}`,
    paragraphs: [
      `It said: ${fault.detail}`,
      'Mail that was not handed over waits and is tried again. Check SMTP_URL; `fortnight status` shows what waits.',
    ],
    links: [],
  });
}
