import { connect } from 'node:net';
import { SECOND } from '../../core/clock.ts';
import { messageOf, systemCodeOf } from '../../core/errors.ts';
import type { Timers } from '../../core/timers.ts';

/** What a look at the place where mail is handed to us found. */
export interface ListenerProbe {
  readonly protocol: 'smtp' | 'lmtp';
  readonly host: string;
  readonly port: number;
  /** What answers there; null when nothing does. */
  readonly greeting: string | null;
  readonly failure: { readonly words: string; readonly help: string } | null;
}

const PATIENCE = 5 * SECOND;
const LONGEST_GREETING = 1_000;

/** Connects and waits for the first line. Whatever goes wrong is in the result; never rejects. */
export function probeListener(
  place: Pick<ListenerProbe, 'protocol' | 'host' | 'port'>,
  timers: Timers,
  signal: AbortSignal,
): Promise<ListenerProbe> {
  const where = `${place.host}:${place.port}`;
  return new Promise((resolve) => {
    const socket = connect(place.port, place.host);
    let heard = '';
    const finish = (greeting: string | null, words: string, help: string): void => {
      alarm.cancel();
      signal.removeEventListener('abort', calledOff);
      socket.destroy();
      resolve({ ...place, greeting, failure: words === '' ? null : { words, help } });
    };
    const calledOff = (): void => finish(null, 'the test was called off', '');
    const alarm = timers.after(PATIENCE, () =>
      finish(
        null,
        `${where} keeps silent`,
        'another program may listen there: set another port in INBOUND_LISTEN',
      ),
    );
    signal.addEventListener('abort', calledOff);
    socket.on('error', (error) =>
      finish(null, `${where} does not answer: ${messageOf(error)}`, helpFor(error)),
    );
    socket.on('close', () => finish(null, `${where} hung up without a word`, HELP_OTHER));
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      const [line = '', ...more] = heard.split('\r\n');
      if (more.length === 0 && heard.length < LONGEST_GREETING) return;
      const isOurs = line.startsWith('220 ') && line.endsWith('MTP Fortnight');
      finish(line, isOurs ? '' : `at ${where} something else answers`, HELP_OTHER);
    });
  });
}

const HELP_OTHER = 'another program listens there: set another port in INBOUND_LISTEN';

function helpFor(error: Error): string {
  return systemCodeOf(error) === 'ECONNREFUSED'
    ? 'nothing listens there: start `fortnight serve` or `fortnight worker`, which does'
    : 'look at host and port in INBOUND_LISTEN';
}
