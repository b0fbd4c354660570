import { isIPv6 } from 'node:net';
import type { Instant } from '../../core/clock.ts';

/** What is known of how a message came. */
export interface Trace {
  /** Of the envelope; empty for a null sender. */
  readonly sender: string;
  readonly recipients: readonly string[];
  /** What the client calls itself. */
  readonly greeting: string;
  /** Its IP address. */
  readonly client: string;
  /** Who receives it. */
  readonly name: string;
  /** As registered: `ESMTP`, `LMTP`, `UTF8SMTP`… (RFC 3848, RFC 6531). */
  readonly protocol: string;
  readonly id: string;
  readonly at: Instant;
}

/**
 * The fields that stand above a message that was received: who sent it, and one more `Received`, by which loops are counted (RFC 5321 4.4).
 * A single recipient is named; of several none, as they need not know of one another.
 */
export function traceFields(trace: Trace): string {
  const { sender, recipients, client, name, protocol, id, at } = trace;
  const [only, ...others] = recipients;
  const lines = [
    `Return-Path: <${sender}>`,
    `Received: from ${spoken(trace.greeting)} (${literal(client)})`,
    `\tby ${name} with ${protocol} id ${id}${only !== undefined && others.length === 0 ? `\r\n\tfor <${only}>` : ''};`,
    `\t${mailDate(at)}`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** Clients say much besides names: nothing but a name or an address gets into the field. */
function spoken(greeting: string): string {
  return /^(?:[\w.-]{1,255}|\[[\w.:]{1,80}\])$/.test(greeting) ? greeting : 'unknown';
}

function literal(client: string): string {
  return isIPv6(client) ? `[IPv6:${client}]` : `[${client}]`;
}

/** A date as RFC 5322 3.3 has it. */
function mailDate(at: Instant): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}
