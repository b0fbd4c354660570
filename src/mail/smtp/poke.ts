import type { TLSSocket } from 'node:tls';
import { SECOND } from '../../core/clock.ts';
import { dial, handshake } from './dial.ts';
import type { Introduction } from './greet.ts';
import type { Wire } from './wire.ts';
import { within } from './within.ts';

/** Whoever has kept silent already is not waited for much longer. */
const POKE_LIMIT = 3 * SECOND;

/**
 * What listens at a port that did not greet us: most servers of other kinds wait to be spoken to first. Null when that cannot be told.
 */
export async function poke(
  introduction: Introduction,
  signal: AbortSignal,
): Promise<'tls-from-start' | 'http-server' | null> {
  const { security } = introduction.address;
  if (security !== 'tls' && (await answers(introduction, signal, speakTls)) !== null) return 'tls-from-start';
  const words = await answers(introduction, signal, async (plain, ending) =>
    askForPage(security === 'tls' ? await shakeHands(introduction, plain, ending) : plain),
  );
  return words?.startsWith('HTTP/') ? 'http-server' : null;

  function speakTls(plain: Wire, ending: AbortSignal): Promise<string> {
    return shakeHands(introduction, plain, ending).then(() => 'TLS');
  }
}

/** Null when nothing came of it, or not in time. */
async function answers(
  { address, patience, wiring }: Introduction,
  signal: AbortSignal,
  speak: (wire: Wire, ending: AbortSignal) => Promise<string>,
): Promise<string | null> {
  const { host, port } = address;
  const over = new AbortController();
  const limit = { timers: wiring.timers, limit: Math.min(patience.connect, POKE_LIMIT), what: 'no answer' };
  try {
    return await within({ ...limit, signal: AbortSignal.any([signal, over.signal]) }, async (ending) =>
      speak(await dial(host, port, ending), ending),
    );
  } catch {
    return null;
  } finally {
    over.abort();
  }
}

/** Nothing that matters is said under it: the certificate is not looked at. */
function shakeHands({ address }: Introduction, plain: Wire, ending: AbortSignal): Promise<TLSSocket> {
  return handshake(plain, address.host, null, ending, false);
}

function askForPage(wire: Wire): Promise<string> {
  return new Promise((resolve, reject) => {
    wire.on('error', reject);
    wire.once('close', () => reject(new Error('closed')));
    wire.once('data', (chunk: Buffer) => resolve(chunk.toString('latin1')));
    wire.write('GET / HTTP/1.0\r\n\r\n');
  });
}
