import type { Clock, Instant } from '../../core/clock.ts';
import type { RelayAddress } from '../relay/relay-url.ts';
import type { Capabilities } from './capabilities.ts';
import type { GreetStep, GreetWatch } from './greet.ts';
import type { ProbedStep, RelayOffers, RelayProbe } from './probe.ts';
import type { ProbedTls } from './probe-tls.ts';
import type { ProbeFailure } from './probe-trouble.ts';

/** What was seen on the way. */
export class ProbeNotes implements GreetWatch {
  readonly #clock: Clock;
  readonly #steps: { readonly step: ProbedStep['step']; readonly since: Instant }[] = [];
  #greeting: string | null = null;
  #tls: ProbedTls | null = null;
  #offers: Capabilities | null = null;
  #end: Instant | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  begun(step: ProbedStep['step']): void {
    this.#steps.push({ step, since: this.#clock.now() });
  }

  greeted({ text }: { readonly text: string }): void {
    this.#greeting = text;
  }

  offered(can: Capabilities): void {
    this.#offers = can;
  }

  secured(tls: ProbedTls): void {
    this.#tls = tls;
    this.#offers = null;
  }

  /** Nothing more is timed. */
  ended(): void {
    this.#end ??= this.#clock.now();
  }

  get tls(): ProbedTls | null {
    return this.#tls;
  }

  /** The one that failed. */
  lastStep(): GreetStep {
    const step = this.#steps.at(-1)?.step;
    return step === undefined || step === 'QUIT' ? 'connect' : step;
  }

  result(address: RelayAddress, failure: ProbeFailure | null): RelayProbe {
    this.ended();
    const { host, port, security } = address;
    const offers = this.#offers === null ? null : plainOffers(this.#offers);
    const login = address.login === null ? 'not-asked' : this.#login(failure);
    return {
      host,
      port,
      security,
      greeting: this.#greeting,
      tls: this.#tls,
      offers,
      login,
      steps: this.#timed(),
      failure,
    };
  }

  #login(failure: ProbeFailure | null): RelayProbe['login'] {
    if (failure === null) return 'worked';
    return failure.step === 'login' ? 'failed' : 'not-reached';
  }

  #timed(): readonly ProbedStep[] {
    return this.#steps.map(({ step, since }, index) => {
      const until = this.#steps[index + 1]?.since ?? this.#end ?? since;
      return { step, milliseconds: until - since };
    });
  }
}

function plainOffers({ size, auth, ...offers }: Capabilities): RelayOffers {
  return { ...offers, sizeLimit: size?.limit ?? null, auth: [...auth] };
}
