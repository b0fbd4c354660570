import type { Timers } from '../../core/timers.ts';
import { WireError, wireFault } from '../../mail/smtp/wire-fault.ts';
import type { Wiring } from '../../mail/smtp/wiring.ts';
import { Dialogue, type RelayHouse } from './dialogue.ts';
import { MemoryWire } from './memory-wire.ts';

/** Connections of one client: a killed process leaves none behind. */
export interface Line extends Wiring {
  /** All of them end at once, as the kernel ends those of a process that died. */
  cut(): void;
}

/** Mail relays in memory that speak real SMTP: one behind every name. */
export class MemoryRelay {
  readonly #house: RelayHouse;
  #dialogues: { readonly host: string; readonly dialogue: Dialogue }[] = [];
  readonly #away = new Set<string>();
  #connections = 0;

  constructor(house: RelayHouse) {
    this.#house = house;
  }

  /** Switched off, a relay refuses connections and breaks off those it has. */
  switchOff(host: string): void {
    this.#away.add(host);
    for (const one of this.#dialogues) if (one.host === host) one.dialogue.switchOff();
  }

  /** Null: all of them. */
  switchOn(host: string | null): void {
    if (host === null) this.#away.clear();
    else this.#away.delete(host);
  }

  lineFor(timers: Timers): Line {
    const wires = new Set<MemoryWire>();
    return {
      timers,
      dial: async (host, _port, signal) => {
        const wire = await this.#connect(host, signal);
        wires.add(wire);
        wire.once('close', () => wires.delete(wire));
        return wire;
      },
      secure: async (plain, host) => {
        const { mischief, world } = this.#house;
        const fault = mischief.wire({ step: 'TLS', to: null, at: world.time });
        if (fault === null) return plain;
        plain.destroy();
        throw new WireError(wireFault('tls', `no TLS with ${host}: certificate has expired`));
      },
      cut: () => {
        for (const wire of wires) wire.destroy();
      },
    };
  }

  #connect(host: string, signal: AbortSignal): Promise<MemoryWire> {
    const { world, mischief } = this.#house;
    this.#connections += 1;
    const name = `wire ${this.#connections}`;
    return new Promise((resolve, reject) => {
      const refuse = (): void =>
        reject(new WireError(wireFault('connection', `no connection to ${host}: connect ECONNREFUSED`)));
      const aborted = (): void => reject(new WireError(wireFault('connection', `no connection to ${host}`)));
      signal.addEventListener('abort', aborted);
      world.travel(mischief.latency(), `${name} dialled`, () => {
        const fault = mischief.wire({ step: 'connect', to: null, at: world.time });
        if (signal.aborted || fault?.kind === 'silence') return;
        if (this.#away.has(host) || fault !== null) return refuse();
        const wire = new MemoryWire(world, name, mischief.latency);
        signal.addEventListener('abort', () => wire.destroy());
        const open = this.#dialogues.filter(({ dialogue }) => !dialogue.isOver);
        this.#dialogues = [...open, { host, dialogue: new Dialogue(this.#house, wire) }];
        resolve(wire);
      });
    });
  }
}
