import { type Clock, SECOND } from '../../core/clock.ts';
import type { RelayOptions } from '../relay/relay.ts';
import { parseRelayUrl, type RelayAddress } from '../relay/relay-url.ts';
import type { Capabilities } from './capabilities.ts';
import { type GreetStep, greet, type Introduction } from './greet.ts';
import { patienceOf } from './patience.ts';
import { poke } from './poke.ts';
import { ProbeNotes } from './probe-notes.ts';
import { type ProbedTls, secureAndTell } from './probe-tls.ts';
import { explain, type ProbeFailure, type ProbeTrouble, troubleOf } from './probe-trouble.ts';
import { WireError, type WireFault, wireFault } from './wire-fault.ts';
import { hostWiring } from './wiring.ts';

/** What a look at a relay found. */
export interface RelayProbe {
  readonly host: string;
  readonly port: number;
  /** What the URL demands. */
  readonly security: RelayAddress['security'];
  /** The server's first words, with their code; null when there were none. */
  readonly greeting: string | null;
  /** Null while nothing is encrypted. */
  readonly tls: ProbedTls | null;
  /** What counts: with STARTTLS, what was offered under TLS. Null when it did not come to that. */
  readonly offers: RelayOffers | null;
  readonly login: 'not-asked' | 'not-reached' | 'worked' | 'failed';
  /** In their order; the one that failed is the last. */
  readonly steps: readonly ProbedStep[];
  readonly failure: ProbeFailure | null;
}

export interface RelayOffers extends Omit<Capabilities, 'size' | 'auth'> {
  /** The most octets a message may have; null when no limit is named. */
  readonly sizeLimit: number | null;
  /** Ways to log in, in capitals. */
  readonly auth: readonly string[];
}

export interface ProbedStep {
  readonly step: GreetStep | 'QUIT';
  readonly milliseconds: number;
}

export interface ProbeOptions extends Pick<RelayOptions, 'name' | 'allowPlainText' | 'timeouts'> {
  readonly clock: Clock;
  /** A certificate authority in PEM that is trusted instead of the system's. */
  readonly authority?: string;
}

/** A person waits for it: shorter than for a mail. In milliseconds. */
const TIMEOUTS = { connect: 10 * SECOND, greeting: 30 * SECOND, socket: 30 * SECOND } as const;

/**
 * Connects to a relay, begins TLS, logs in and takes leave, with the very code that sends mail, and sends none. Whatever goes wrong is in
 * the result; rejects with `configuration` only, for a wrong URL.
 */
export async function probeRelay(
  smtpUrl: string,
  options: ProbeOptions,
  signal: AbortSignal,
): Promise<RelayProbe> {
  const address = parseRelayUrl(smtpUrl, options.allowPlainText);
  const notes = new ProbeNotes(options.clock);
  const introduction: Introduction = {
    address,
    name: options.name,
    patience: patienceOf({ ...TIMEOUTS, ...options.timeouts }),
    authority: options.authority ?? null,
    wiring: { ...hostWiring, secure: secureAndTell(options.clock.now(), (tls) => notes.secured(tls)) },
    watch: notes,
  };
  try {
    const { conversation } = await greet(introduction, signal);
    notes.begun('QUIT');
    // A server that does not wait for it takes nothing back.
    await conversation.ask('QUIT', 'QUIT', introduction.patience.command).catch(() => undefined);
    conversation.hangUp(wireFault('connection', 'we took leave'));
    return notes.result(address, null);
  } catch (error) {
    const failure = await failureOf(introduction, notes, error, signal);
    return notes.result(address, failure);
  }
}

async function failureOf(
  introduction: Introduction,
  notes: ProbeNotes,
  error: unknown,
  signal: AbortSignal,
): Promise<ProbeFailure> {
  if (!(error instanceof WireError)) throw error;
  notes.ended();
  const { fault } = error;
  const step = notes.lastStep();
  const scene = { address: introduction.address, tls: notes.tls };
  const trouble = signal.aborted ? 'called-off' : await lookCloser(introduction, step, fault, signal);
  return explain(step, trouble ?? troubleOf(step, fault, scene), fault.detail, scene);
}

/** A server that keeps silent may be of another kind. */
async function lookCloser(
  introduction: Introduction,
  step: GreetStep,
  fault: WireFault,
  signal: AbortSignal,
): Promise<ProbeTrouble | null> {
  if (step !== 'greeting' || fault.code !== 'TIMEOUT') return null;
  return poke(introduction, signal);
}
