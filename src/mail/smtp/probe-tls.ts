import type { PeerCertificate, TLSSocket } from 'node:tls';
import { DAY, type Instant } from '../../core/clock.ts';
import { handshake } from './dial.ts';
import { WireError, wireFault } from './wire-fault.ts';
import type { Wiring } from './wiring.ts';

/** What was agreed on, and whom the server says it is. */
export interface ProbedTls {
  /** `TLSv1.3`. */
  readonly version: string;
  /** By its IANA name, `TLS_AES_256_GCM_SHA384`. */
  readonly cipher: string;
  readonly certificate: ProbedCertificate | null;
}

export interface ProbedCertificate {
  /** `CN=mail.example, O=Example`. */
  readonly subject: string;
  readonly issuer: string;
  /** Host names and addresses it is for. */
  readonly names: readonly string[];
  readonly validUntil: Instant;
  /** Whole days; negative once it ran out. */
  readonly daysLeft: number;
}

/** TLS that is looked at before it is judged: a certificate that is not good enough is told of too, and nothing is said under it. */
export function secureAndTell(now: Instant, tell: (tls: ProbedTls) => void): Wiring['secure'] {
  return async (plain, host, authority, signal) => {
    const socket = await handshake(plain, host, authority, signal, false);
    tell(describe(socket, now));
    if (socket.authorized) return socket;
    // Typed as an Error, it is the code of one.
    const code = String(socket.authorizationError);
    socket.on('error', () => undefined);
    socket.destroy();
    throw new WireError(wireFault('tls', `the certificate of ${host} is not accepted: ${code}`, code));
  };
}

function describe(socket: TLSSocket, now: Instant): ProbedTls {
  const certificate = socket.getPeerCertificate();
  return {
    version: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher().standardName,
    // Without a certificate there is an empty object.
    certificate: 'valid_to' in certificate ? describeCertificate(certificate, now) : null,
  };
}

function describeCertificate(certificate: PeerCertificate, now: Instant): ProbedCertificate {
  const validUntil = Date.parse(certificate.valid_to);
  return {
    subject: distinguishedName(certificate.subject),
    issuer: distinguishedName(certificate.issuer),
    names: (certificate.subjectaltname ?? '')
      .split(', ')
      .map((name) => name.replace(/^(DNS|IP Address):/, ''))
      .filter((name) => name !== ''),
    validUntil,
    daysLeft: Math.floor((validUntil - now) / DAY),
  };
}

function distinguishedName(parts: object): string {
  return Object.entries(parts)
    .map(([key, value]) => `${key}=${[value].flat().join('+')}`)
    .join(', ');
}
