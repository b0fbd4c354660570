import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { SECOND } from '../../core/clock.ts';
import { messageOf, systemCodeOf } from '../../core/errors.ts';
import { WireError, type WireFault, wireFault } from './wire-fault.ts';

/** A certificate authority in PEM to trust instead of the system's; null: the system's. */
export type Authority = string | null;

/** Connects. Rejects with a `WireError`; when `signal` aborts, the socket goes with it, connected or not. */
export function dial(host: string, port: number, limit: number, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ host, port, signal });
  return once(socket, 'connect', limit, `no connection to ${host}:${port}`, () => 'connection');
}

/** Begins TLS on a connection and checks the certificate against `host`. Rejects with a `WireError`, mostly of the kind `tls`. */
export function secure(plain: Socket, host: string, limit: number, authority: Authority): Promise<Socket> {
  plain.on('error', () => undefined); // what breaks under TLS, TLS reports
  const socket = connectTls({
    socket: plain,
    host,
    // RFC 6066 3: no address may stand in SNI; the certificate is then checked against the address.
    servername: isIP(host) === 0 ? host : '',
    ...(authority === null ? {} : { ca: authority }),
  });
  return once(socket, 'secureConnect', limit, `no TLS with ${host}`, tlsKind);
}

function once(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  limit: number,
  what: string,
  kindOf: (error: Error) => WireFault['kind'],
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      clearTimeout(timer);
      socket.on('error', () => undefined);
      socket.destroy();
      reject(new WireError(wireFault(kindOf(error), `${what}: ${wordsOf(error)}`)));
    };
    const timer = setTimeout(() => fail(new Error(`no answer within ${limit / SECOND} s`)), limit);
    const close = (): void => fail(new Error('the server closed the connection'));
    socket.once('error', fail);
    socket.once('close', close);
    socket.once(event, () => {
      clearTimeout(timer);
      socket.off('error', fail);
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
