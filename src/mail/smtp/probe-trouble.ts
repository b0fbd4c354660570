import type { RelayAddress } from '../relay/relay-url.ts';
import type { GreetStep } from './greet.ts';
import type { ProbedTls } from './probe-tls.ts';
import type { WireFault } from './wire-fault.ts';

/** What is wrong with a relay, in one word a script can rely on. */
export type ProbeTrouble = keyof typeof HELP;

export interface ProbeFailure {
  readonly step: GreetStep;
  readonly trouble: ProbeTrouble;
  /** What was met, as the server, OpenSSL or the system has it. */
  readonly detail: string;
  /** What the author can do. */
  readonly help: string;
}

/** What is known when something failed. */
export interface ProbeScene {
  readonly address: RelayAddress;
  readonly tls: ProbedTls | null;
}

/** What a fault at that step comes to. */
export function troubleOf(step: GreetStep, fault: WireFault, { address }: ProbeScene): ProbeTrouble {
  const certificate = CERTIFICATE_TROUBLES.get(fault.code ?? '');
  if (certificate !== undefined) return certificate;
  if (fault.code === 'NO_STARTTLS') return 'starttls-missing';
  if (fault.code === 'NO_LOGIN') return 'login-impossible';
  if (step === 'STARTTLS') return 'starttls-failed';
  if (step === 'tls') return address.security === 'starttls' ? 'starttls-failed' : tlsTrouble(fault);
  if (step === 'login' && fault.kind === 'login') return 'login-refused';
  if (fault.code === 'NOT_SMTP') return /HTTP\/|<html/i.test(fault.detail) ? 'http-server' : 'not-smtp';
  const connection = CONNECTION_TROUBLES.get(fault.code ?? '');
  if (connection !== undefined) return connection;
  return fault.code === null ? 'turned-away' : 'broken';
}

/** The failure with its words. */
export function explain(
  step: GreetStep,
  trouble: ProbeTrouble,
  detail: string,
  scene: ProbeScene,
): ProbeFailure {
  return { step, trouble, detail, help: HELP[trouble](scene) };
}

const CERTIFICATE_TROUBLES: ReadonlyMap<string, ProbeTrouble> = new Map([
  ['CERT_HAS_EXPIRED', 'certificate-expired'],
  ['CERT_NOT_YET_VALID', 'certificate-not-yet-valid'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-other-name'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate-not-trusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-not-trusted'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'certificate-not-trusted'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate-not-trusted'],
]);

const CONNECTION_TROUBLES: ReadonlyMap<string, ProbeTrouble> = new Map([
  ['ENOTFOUND', 'host-not-found'],
  ['EAI_AGAIN', 'dns-failed'],
  ['ECONNREFUSED', 'connection-refused'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['TIMEOUT', 'no-answer'],
  ['ETIMEDOUT', 'no-answer'],
  ['CLOSED', 'hung-up'],
  ['ECONNRESET', 'hung-up'],
  ['EPIPE', 'hung-up'],
]);

function tlsTrouble(fault: WireFault): ProbeTrouble {
  const plain = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(fault.code ?? '');
  if (plain) return 'no-tls-there';
  return CONNECTION_TROUBLES.get(fault.code ?? '') ?? 'tls-failed';
}

const place = ({ address }: ProbeScene): string => `${address.host}:${address.port}`;
const names = ({ tls }: ProbeScene): string => tls?.certificate?.names.join(', ') ?? '';
const issuer = ({ tls }: ProbeScene): string => tls?.certificate?.issuer ?? 'its issuer';

const HELP = {
  'host-not-found': ({ address }: ProbeScene) =>
    `no such host: look for a slip in "${address.host}", the host in the relay URL`,
  'dns-failed': () =>
    'the name server did not answer: look whether this machine has a network, and try again',
  'connection-refused': (scene: ProbeScene) =>
    `nothing listens at ${place(scene)}: look at the port (465 for smtps://, 587 for smtp://) and whether the server runs`,
  unreachable: (scene: ProbeScene) =>
    `there is no way from this machine to ${place(scene)}: look at its network`,
  'no-answer': (scene: ProbeScene) =>
    `${place(scene)} keeps silent: a firewall may be in between (many hosting providers block port 25; try 587 or 465)`,
  'hung-up': () =>
    'the server ended the connection: it may not want this machine; its operator or its log knows why',
  broken: () => 'the connection broke: try again',
  'turned-away': () => 'the server says itself what it does not like: its reply is above',
  'http-server': (scene: ProbeScene) =>
    `a web server answers at ${place(scene)}, not a mail server: look at host and port in the relay URL`,
  'not-smtp': (scene: ProbeScene) =>
    `whatever answers at ${place(scene)} is no mail server for sending: look at the port (465 or 587)`,
  'tls-from-start': ({ address }: ProbeScene) =>
    `this port speaks TLS from the first byte: write smtps://…@${address.host}:${address.port} instead of smtp://`,
  'no-tls-there': ({ address }: ProbeScene) =>
    `this port does not begin with TLS: write smtp:// (which begins it by STARTTLS) instead of smtps://, or take port ${address.port === 465 ? 587 : 465}`,
  'tls-failed': () =>
    'no TLS could be agreed on: the server may be too old; ask its operator for TLS 1.2 or newer',
  'starttls-missing': ({ address }: ProbeScene) =>
    `the server offers no encryption here: try smtps://…@${address.host}:465; ?tls=no would send mails and password in plain text`,
  'starttls-failed': () =>
    'the server offers STARTTLS and does not carry it through: its operator must mend it',
  'certificate-expired': ({ tls }: ProbeScene) =>
    `its certificate ran out${tls?.certificate == null ? '' : ` ${-tls.certificate.daysLeft} days ago`}: its operator must renew it`,
  'certificate-not-yet-valid': () =>
    'its certificate is for later: look at the clock of this machine, then ask the operator of the server',
  'certificate-other-name': (scene: ProbeScene) =>
    `its certificate is for ${names(scene) || 'another host'}: write that name in the relay URL instead of ${scene.address.host}`,
  'certificate-self-signed': () =>
    'the server vouches for itself: give it a certificate of an authority such as Let’s Encrypt, or trust its own by NODE_EXTRA_CA_CERTS',
  'certificate-not-trusted': (scene: ProbeScene) =>
    `this machine does not know ${issuer(scene)}: the server must send its whole chain, or the authority go into NODE_EXTRA_CA_CERTS`,
  'login-refused': () =>
    'user name or password is wrong: write both percent-encoded in the relay URL; many providers want a password made for programs',
  'login-impossible': ({ address }: ProbeScene) =>
    address.security === 'plain'
      ? 'no way to log in is offered, perhaps because nothing is encrypted: try ?tls=yes or smtps://'
      : 'no way to log in that we know is offered: for an access token write ?auth=xoauth2, else leave the user name out',
  'called-off': () => 'the test was called off',
} as const satisfies Record<string, (scene: ProbeScene) => string>;
