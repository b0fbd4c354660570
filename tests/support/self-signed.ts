import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export interface SelfSigned {
  /** PEM. */
  readonly certificate: string;
  readonly privateKey: KeyObject;
}

/** Sha256WithRSAEncryption (RFC 4055). */
const ALGORITHM = Buffer.from('300d06092a864886f70d01010b0500', 'hex');
/** The common name (RFC 5280 appendix A). */
const COMMON_NAME = Buffer.from('0603550403', 'hex');

/** A certificate that vouches for itself, with an RSA key, valid between two days (`YYMMDD`); so that no test needs a program or the network. */
export function selfSigned(name: string, from: string, until: string): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const holder = der(0x30, der(0x31, der(0x30, COMMON_NAME, der(0x0c, Buffer.from(name)))));
  const validity = der(0x30, ...[from, until].map((day) => der(0x17, Buffer.from(`${day}000000Z`))));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const body = der(0x30, der(0x02, Buffer.from([1])), ALGORITHM, holder, validity, holder, spki);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  const encoded = der(0x30, body, ALGORITHM, signature).toString('base64');
  const lines = encoded.match(/.{1,64}/g) ?? [];
  const certificate = `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  return { certificate, privateKey };
}

/** One element of DER (ITU-T X.690), shorter than 64 KiB. */
function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
