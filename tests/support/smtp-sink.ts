import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A message that was taken: its final dot came. */
export interface TakenMail {
  /** MAIL FROM. */
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** The header fields, unfolded. */
  readonly header: string;
}

/** Where a message stands: its DATA was heard, or its final dot, before anything was answered. */
export type Moment = 'data' | 'dot';

export interface SmtpSink {
  readonly url: string;
  readonly taken: readonly TakenMail[];
  /** Calls `then` once, when the `count`-th message from now on is at that moment. */
  atMessage(count: number, moment: Moment, then: () => void): void;
  /** From now on nothing is answered after the final dot. */
  fallSilent(): void;
  /** The password asked for; null lets everybody in. */
  setPassword(password: string | null): void;
}

/** A mail server on the loopback that notes every recipient after the final dot, and ends with the test. */
export async function startSink(password: string | null = null): Promise<SmtpSink> {
  const taken: TakenMail[] = [];
  const watches: { left: number; readonly moment: Moment; readonly then: () => void }[] = [];
  let wanted = password;
  let silent = false;
  const reach = (moment: Moment): void => {
    for (const watch of watches.filter((candidate) => candidate.moment === moment)) {
      watch.left -= 1;
      if (watch.left === 0) watch.then();
    }
  };
  const server = new SMTPServer({
    ...QUIET,
    authOptional: password === null,
    onAuth: (auth, _session, done) =>
      auth.password === wanted ? done(null, { user: auth.username ?? '' }) : done(refusal()),
    onData: (stream, session, done) => {
      reach('data');
      let text = '';
      stream.on('data', (part: Buffer) => {
        if (text.length < 8_000) text += part.toString('latin1');
      });
      stream.on('end', () => {
        const { mailFrom } = session.envelope;
        taken.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: session.envelope.rcptTo.map(({ address }) => address).join(),
          subject: subjectOf(text),
          header: text.slice(0, text.indexOf('\r\n\r\n')).replace(/\r\n[ \t]/g, ' '),
        });
        reach('dot');
        if (!silent) done(null);
      });
    },
  });
  // A client that is killed resets its connections: that is what we are here to see.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  return {
    url: `smtp://${password === null ? '' : 'ali:secret@'}127.0.0.1:${portOf(server)}`,
    taken,
    atMessage: (left, moment, then) => void watches.push({ left, moment, then }),
    fallSilent: () => {
      silent = true;
    },
    setPassword: (next) => {
      wanted = next;
    },
  };
}

const QUIET: SMTPServerOptions = {
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  disableReverseLookup: true,
  logger: false,
  closeTimeout: 100,
};

function refusal(): Error {
  return Object.assign(new Error('5.7.8 these credentials are not valid'), { responseCode: 535 });
}

function subjectOf(message: string): string {
  const folded = /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(message)?.[1] ?? '';
  return (
    folded
      // RFC 2047 6.2: what is between two encoded words is not part of them.
      .replace(/\?=\r\n[ \t]=\?/g, '?==?')
      .replace(/\r\n[ \t]/g, ' ')
      .replace(/=\?UTF-8\?Q\?(.*?)\?=/g, (_word, text: string) => decodeQ(text))
  );
}

/** RFC 2047 4.2. */
function decodeQ(text: string): string {
  return decodeURIComponent(
    text
      .replaceAll('%', '%25')
      .replaceAll('_', ' ')
      .replace(/=([0-9A-F]{2})/g, '%$1'),
  );
}

function portOf(server: SMTPServer): number {
  const address = server.server.address();
  return isAddressInfo(address) ? address.port : Number.NaN;
}

function isAddressInfo(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
