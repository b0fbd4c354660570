import { isIP } from 'node:net';
import type { Variable } from './config.ts';

export const LISTEN_VARIABLES: readonly Variable[] = [
  { name: 'PORT', default: '`8014`', meaning: 'The port the web server listens on.' },
  {
    name: 'HOST',
    default: '`127.0.0.1`',
    meaning: 'The address the web server listens on; `0.0.0.0` for all.',
  },
];

/** The port the web server listens on. */
export function readPort(text: string | null, problems: string[]): number {
  if (text === null) return 8014;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  problems.push(`PORT is "${text}"; allowed is a whole number from 0 to 65535`);
  return 8014;
}

/** The address it listens on. */
export function readHost(text: string | null, problems: string[]): string {
  if (text === null) return '127.0.0.1';
  if (isIP(text) !== 0 || /^[A-Za-z0-9.-]+$/.test(text)) return text;
  problems.push(`HOST is "${text}"; allowed is an IP address or a host name`);
  return '127.0.0.1';
}
