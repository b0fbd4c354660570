import { addAbortSignal, type Duplex, duplexPair } from 'node:stream';
import { setImmediate as settled } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Timers } from '../../../src/core/timers.ts';
import { openSmtpRelay } from '../../../src/mail/smtp/smtp-relay.ts';
import type { Wiring } from '../../../src/mail/smtp/wiring.ts';
import { type ScriptedOptions, scriptedHost } from './scripted-server.ts';

interface Bell {
  readonly at: number;
  readonly ring: () => void;
}

/** Timers on a clock that stands still until it is moved. */
function virtualTimers() {
  let now = 0;
  let bells: Bell[] = [];
  const timers: Timers = {
    after: (milliseconds, ring) => {
      const bell = { at: now + milliseconds, ring };
      bells.push(bell);
      const cancel = (): void => {
        bells = bells.filter((other) => other !== bell);
      };
      return { cancel };
    },
  };
  /** Moves to the next alarm and rings it. False when there is none. */
  const ringNext = (): boolean => {
    const [next] = bells.toSorted((a, b) => a.at - b.at);
    if (next === undefined) return false;
    bells = bells.filter((other) => other !== next);
    now = next.at;
    next.ring();
    return true;
  };
  return { timers, ringNext, now: () => now, pending: () => bells.length };
}

/** Wires in memory to a server that never sees a socket. */
export function memoryWiring(timers: Timers, accept: (server: Duplex) => void): Wiring {
  return {
    timers,
    dial: async (_host, _port, signal) => {
      const [near, far] = duplexPair();
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
      addAbortSignal(signal, near);
      accept(far);
      return near;
    },
    secure: async (plain) => plain,
  };
}

/** Our client and a scripted server, in memory and on one virtual clock. */
export function rehearse(
  options: ScriptedOptions,
  changes: Partial<Wiring> = {},
  url = 'smtp://relay.example?tls=no',
) {
  const clock = virtualTimers();
  const host = scriptedHost({ timers: clock.timers, ...options });
  const wiring = { ...memoryWiring(clock.timers, host.accept), ...changes };
  const relay = openSmtpRelay(url, { name: 'blog.example', wiring });
  onTestFinished(() => relay.close());
  /** Moves the clock whenever nothing else happens. */
  const inVirtualTime = async <Result>(promise: Promise<Result>): Promise<Result> => {
    let over = false;
    const end = (): void => {
      over = true;
    };
    promise.then(end, end);
    for (await settled(); !over; await settled()) if (!clock.ringNext()) throw new Error('nothing goes on');
    return promise;
  };
  return { ...host, relay, clock, inVirtualTime };
}
