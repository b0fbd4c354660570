import type { RelayAddress } from '../relay/relay-url.ts';
import { type Capabilities, NO_CAPABILITIES, readCapabilities } from './capabilities.ts';
import { Conversation } from './conversation.ts';
import type { Authority } from './dial.ts';
import { type Login, planLogin } from './login.ts';
import type { Patience } from './patience.ts';
import type { Reply } from './reply.ts';
import type { Wire } from './wire.ts';
import { WireError, type WireFault, wireFault } from './wire-fault.ts';
import type { Wiring } from './wiring.ts';
import { within } from './within.ts';

export interface Introduction {
  readonly address: RelayAddress;
  /** Our host's name, for EHLO. */
  readonly name: string;
  readonly patience: Patience;
  readonly authority: Authority;
  readonly wiring: Wiring;
  /** Whoever wants to know how far it came. */
  readonly watch?: GreetWatch;
}

export type GreetStep = 'connect' | 'tls' | 'greeting' | 'EHLO' | 'STARTTLS' | 'login';

/** Told of a greeting while it goes on. */
export interface GreetWatch {
  begun(step: GreetStep): void;
  greeted(reply: Reply): void;
  /** Twice with STARTTLS: what was offered before it counts for nothing. */
  offered(can: Capabilities): void;
}

/** A server that is ready for MAIL. */
export interface Greeted {
  readonly conversation: Conversation;
  readonly can: Capabilities;
}

/** Connects, greets, begins TLS, logs in. Rejects with a `WireError`; an aborted `signal` ends it at once. */
export async function greet(introduction: Introduction, signal: AbortSignal): Promise<Greeted> {
  const plain = await connect(introduction, signal);
  const wire = introduction.address.security === 'tls' ? await secured(introduction, plain, signal) : plain;
  const conversation = new Conversation(wire, introduction.wiring.timers);
  try {
    await hearGreeting(introduction, conversation);
    return await introduce(introduction, conversation, signal);
  } catch (error) {
    conversation.quit();
    throw error;
  }
}

function connect(introduction: Introduction, signal: AbortSignal): Promise<Wire> {
  const { address, patience, wiring } = introduction;
  const { host, port } = address;
  introduction.watch?.begun('connect');
  const what = `no connection to ${host}:${port}`;
  return within({ timers: wiring.timers, limit: patience.connect, signal, what }, (ending) =>
    wiring.dial(host, port, ending),
  );
}

function secured(introduction: Introduction, plain: Wire, signal: AbortSignal): Promise<Wire> {
  const { address, patience, authority, wiring } = introduction;
  introduction.watch?.begun('tls');
  const what = `no TLS with ${address.host}`;
  return within({ timers: wiring.timers, limit: patience.connect, signal, what }, (ending) =>
    wiring.secure(plain, address.host, authority, ending),
  );
}

async function hearGreeting({ patience, watch }: Introduction, conversation: Conversation): Promise<void> {
  watch?.begun('greeting');
  const reply = await conversation.ask(null, 'the connection', patience.greeting);
  watch?.greeted(reply);
  expectCode(reply, [220], 'connection');
}

async function introduce(
  introduction: Introduction,
  conversation: Conversation,
  signal: AbortSignal,
): Promise<Greeted> {
  const can = await sayHello(introduction, conversation);
  if (introduction.address.security !== 'starttls') return logIn(introduction, { conversation, can });
  if (!can.startTls)
    throw fault('tls', 'the relay does not offer STARTTLS, and TLS is asked for', 'NO_STARTTLS');
  const underTls = await startTls(introduction, conversation, signal);
  try {
    // RFC 3207 4.2: what was said before TLS counts for nothing.
    return await logIn(introduction, {
      conversation: underTls,
      can: await sayHello(introduction, underTls),
    });
  } catch (error) {
    underTls.quit();
    throw error;
  }
}

/** EHLO, or HELO to a server that does not know it (RFC 5321 3.2). */
async function sayHello(introduction: Introduction, conversation: Conversation): Promise<Capabilities> {
  introduction.watch?.begun('EHLO');
  const can = await hearOffers(introduction, conversation);
  introduction.watch?.offered(can);
  return can;
}

async function hearOffers({ name, patience }: Introduction, conversation: Conversation) {
  const ehlo = await conversation.ask(`EHLO ${name}`, 'EHLO', patience.command);
  if (ehlo.code === 250) return readCapabilities(ehlo);
  if (ehlo.code < 500) throw fault('connection', ehlo.text);
  const helo = await conversation.ask(`HELO ${name}`, 'HELO', patience.command);
  expectCode(helo, [250], 'connection');
  return NO_CAPABILITIES;
}

async function startTls(
  introduction: Introduction,
  conversation: Conversation,
  signal: AbortSignal,
): Promise<Conversation> {
  const { command } = introduction.patience;
  introduction.watch?.begun('STARTTLS');
  expectCode(await conversation.ask('STARTTLS', 'STARTTLS', command), [220], 'tls');
  const plain = conversation.release();
  return new Conversation(await secured(introduction, plain, signal), introduction.wiring.timers);
}

async function logIn({ address, patience, watch }: Introduction, greeted: Greeted): Promise<Greeted> {
  if (address.login === null) return greeted;
  watch?.begun('login');
  const reply = await runLogin(address.login, greeted, patience.command);
  // A 4xx is a fault of the moment; anything else, of what is in the settings.
  if (reply.code >= 400 && reply.code < 500) throw fault('connection', reply.text);
  expectCode(reply, [235], 'login');
  return greeted;
}

async function runLogin(login: Login, { conversation, can }: Greeted, limit: number): Promise<Reply> {
  const plan = planLogin(login, can.auth);
  if (plan === null) {
    const offered = can.auth.size === 0 ? 'no login at all' : [...can.auth].join(', ');
    throw fault('login', `the relay offers ${offered}, and no way to log in that we know`, 'NO_LOGIN');
  }
  let reply = await conversation.ask(plan.command, 'AUTH', limit);
  for (const answer of plan.answers) {
    if (reply.code !== 334) break;
    reply = await conversation.ask(answer, 'AUTH', limit);
  }
  return reply;
}

function expectCode(reply: Reply, codes: readonly number[], kind: WireFault['kind']): void {
  if (!codes.includes(reply.code)) throw fault(kind, reply.text);
}

function fault(kind: WireFault['kind'], detail: string, code: string | null = null): WireError {
  return new WireError(wireFault(kind, detail, code));
}
