import { connect, isIP, type Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { messageOf, systemCodeOf } from '../../core/errors.ts';
import type { Wire } from './wire.ts';
import { WireError, type WireFault, wireFault } from './wire-fault.ts';

/** A certificate authority in PEM to trust instead of the system's; null: the system's. */
export type Authority = string | null;

/** Connects by TCP: `dial` of `Wiring`. */
export function dial(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ host, port, noDelay: true, signal });
  return once(socket, 'connect', `no connection to ${host}:${port}`, () => 'connection');
}

/** TLS with a checked certificate: `secure` of `Wiring`. The fault is mostly of the kind `tls`. */
export function secure(
  plain: Wire,
  host: string,
  authority: Authority,
  signal: AbortSignal,
): Promise<TLSSocket> {
  return handshake(plain, host, authority, signal, true);
}

/** As `secure`; with `strict` off, the caller looks at `authorized` before a word is said. */
export function handshake(
  plain: Wire,
  host: string,
  authority: Authority,
  signal: AbortSignal,
  strict: boolean,
): Promise<TLSSocket> {
  plain.on('error', () => undefined); // what breaks under TLS, TLS reports
  const socket = connectTls({
    socket: plain,
    host,
    // RFC 6066 3: no address may stand in SNI; the certificate is then checked against the address.
    servername: isIP(host) === 0 ? host : '',
    rejectUnauthorized: strict,
    ...(authority === null ? {} : { ca: authority }),
  });
  // TLS ends with what is below it. Ending both in one turn, while a handshake is being told of, brings Node 20 down by SIGSEGV.
  addAbortSignal(signal, plain);
  return once(socket, 'secureConnect', `no TLS with ${host}`, tlsKind);
}

function once<Connected extends Socket>(
  socket: Connected,
  event: 'connect' | 'secureConnect',
  what: string,
  kindOf: (error: Error) => WireFault['kind'],
): Promise<Connected> {
  socket.on('error', () => undefined); // also between now and when somebody listens
  return new Promise((resolve, reject) => {
    const fail = (error: Error, code = systemCodeOf(error)): void => {
      socket.destroy();
      reject(new WireError(wireFault(kindOf(error), `${what}: ${wordsOf(error)}`, code)));
    };
    const broken = (error: Error): void => fail(error);
    const close = (): void => fail(new Error('the server closed the connection'), 'CLOSED');
    socket.once('error', broken);
    socket.once('close', close);
    socket.once(event, () => {
      socket.off('error', broken);
      socket.off('close', close);
      resolve(socket);
    });
  });
}

/** What OpenSSL and the check of the certificate find has a code that is not the system's; a broken line may be gone next time. */
function tlsKind(error: Error): WireFault['kind'] {
  const code = systemCodeOf(error);
  return code === null || ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ABORT_ERR'].includes(code)
    ? 'connection'
    : 'tls';
}

function wordsOf(error: Error): string {
  // Every address of the host failed, each in its own way.
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error.message;
}
