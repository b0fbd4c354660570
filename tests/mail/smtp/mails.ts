import { onTestFinished } from 'vitest';
import type { SendReport } from '../../../src/domain/deliveries/send-report.ts';
import type { OutgoingMail, Relay } from '../../../src/mail/relay/relay.ts';
import { openSmtpRelay, type SmtpRelayOptions } from '../../../src/mail/smtp/smtp-relay.ts';

/** A mail to the reader of that number. */
export function mailTo(
  reader: number | string,
  text = `Subject: Hi ${reader}\r\n\r\nGood morning\r\n`,
): OutgoingMail {
  const to = typeof reader === 'number' ? `reader${reader}@example.org` : reader;
  const raw = Buffer.from(text, 'utf8');
  return { envelope: { from: 'bounce@blog.example', to }, messageId: `<${reader}@blog.example>`, raw };
}

/** Our client, with short patience; closed with the test. */
export function relayAt(url: string, options: Partial<SmtpRelayOptions> = {}): Relay {
  const timeouts = { connect: 3_000, greeting: 3_000, socket: 3_000 };
  const relay = openSmtpRelay(url, { name: 'blog.example', timeouts, ...options });
  onTestFinished(() => relay.close());
  return relay;
}

/** Sends so many mails at once; the kinds of their reports, in order. */
export async function sendMany(relay: Relay, count: number): Promise<SendReport['kind'][]> {
  const reports = await Promise.all(Array.from({ length: count }, (_, index) => relay.send(mailTo(index))));
  return reports.map(({ kind }) => kind);
}

export function repeated<Item>(item: Item, count: number): Item[] {
  return Array.from({ length: count }, () => item);
}
