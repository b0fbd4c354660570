import { onTestFinished } from 'vitest';
import { VirtualClock } from '../../../src/core/clock.ts';
import type { Log } from '../../../src/core/log.ts';
import { systemTimers } from '../../../src/core/timers.ts';
import type { ArrivingMail } from '../../../src/domain/inbound/arriving-mail.ts';
import { type Listener, type ListenerOptions, startListener } from '../../../src/mail/inbound/listener.ts';
import { type RawClient, rawClient } from './raw-client.ts';

export interface Listening {
  readonly listener: Listener;
  readonly clock: VirtualClock;
  /** What was kept. */
  readonly kept: ArrivingMail[];
  readonly logged: string[];
  /** A client that has heard the greeting and said EHLO or LHLO. */
  greeted(): Promise<RawClient>;
}

export const OURS = ['news@example.org', 'subscribe@news.example.org', 'unsubscribe+abc@news.example.org'];

/** A listener on a free port of the loopback that keeps what comes in memory; it ends with the test. */
export async function listening(options: Partial<ListenerOptions> = {}): Promise<Listening> {
  const clock = new VirtualClock(Date.UTC(2026, 11, 8, 17));
  const kept: ArrivingMail[] = [];
  const logged: string[] = [];
  const listener = await startListener({
    protocol: 'smtp',
    host: '127.0.0.1',
    port: 0,
    name: 'blog.example',
    postmasterAt: null,
    isOurs: async (address) => OURS.includes(address.toLowerCase()),
    takeMail: async (mail) => {
      kept.push(mail);
      return { kind: 'taken', id: kept.length, as: 'human' };
    },
    clock,
    timers: systemTimers,
    log: logInto(logged),
    ...options,
  });
  onTestFinished(() => listener.close());
  return {
    listener,
    clock,
    kept,
    logged,
    greeted: async () => {
      const client = rawClient(listener.port);
      await client.answer();
      await client.say(options.protocol === 'lmtp' ? 'LHLO client.example' : 'EHLO client.example');
      return client;
    },
  };
}

export const logInto = (lines: string[]): Log => ({
  info: (message) => void lines.push(message),
  warn: (message) => void lines.push(message),
  error: (message, error) => void lines.push(`${message}: ${String(error)}`),
});
