import type { Relay, RelayOptions } from '../relay/relay.ts';
import { describeRelay, parseRelayUrl } from '../relay/relay-url.ts';
import { patienceOf } from './patience.ts';
import { Pool } from './pool.ts';
import { hostWiring, type Wiring } from './wiring.ts';

export interface SmtpRelayOptions extends RelayOptions {
  /** A certificate authority in PEM that is trusted instead of the system's. */
  readonly authority?: string;
  /** The host's, unless a rehearsal brings its own. */
  readonly wiring?: Wiring;
}

/**
 * A relay for the bulk path: our own SMTP client, which pipelines across messages (RFC 2920), so that over a long wire each costs one round
 * trip. Nothing connects before the first `send`. Throws `configuration` for a wrong URL.
 */
export function openSmtpRelay(smtpUrl: string, options: SmtpRelayOptions): Relay {
  const address = parseRelayUrl(smtpUrl, options.allowPlainText);
  const introduction = {
    address,
    name: options.name,
    patience: patienceOf(options.timeouts),
    authority: options.authority ?? null,
    wiring: options.wiring ?? hostWiring,
  };
  const connections = options.maxConnections ?? address.connections;
  const { send, close } = new Pool(introduction, connections);
  return { send, close, connections, describe: () => describeRelay(address) };
}
