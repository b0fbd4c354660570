import { MINUTE, SECOND } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { explainDatabaseError } from '../../store/sqlite/database-errors.ts';
import type { Chance } from '../world/chance.ts';
import type { Mischief, WireFault, WireMoment, WireStep } from './mischief.ts';
import { temperOf } from './recipients.ts';

/** What the disk does with a write. */
export type Disk = 'well' | 'full' | 'read-only';

/**
 * Everything that can go wrong by itself, drawn from a seed. Which kinds go wrong at all, and how often, is drawn first: a run in which
 * everything fails a little finds less than one in which a few things fail a lot.
 */
export interface SeededMischief extends Mischief {
  /** From the timeline: a disk that is full stays so for a while. */
  setDisk(disk: Disk): void;
  /** All is well from now on: what was begun can come to its end. */
  end(): void;
}

const STEPS: readonly WireStep[] = [
  'connect',
  'greeting',
  'EHLO',
  'STARTTLS',
  'TLS',
  'AUTH',
  'MAIL',
  'RCPT',
  'DATA',
  'body',
  'dot',
];

export function seededMischief(chance: Chance): SeededMischief {
  const [wires, commits, times] = [chance.fork('wires'), chance.fork('commits'), chance.fork('latency')];
  const wireRates = new Map(STEPS.map((step) => [step, rateOf(chance, 0.5, 0.002, 0.08)]));
  const deathRate = rateOf(chance, 0.8, 0.001, 0.03);
  const slowest = chance.magnitude(5, 2_000);
  const temper = temperOf(chance.fork('recipients'));
  return switched({
    wire: (moment) => {
      const reply = temper(moment);
      if (reply !== null) return { kind: 'refuse', reply };
      return wires.hits(wireRates.get(moment.step) ?? 0) ? wireFault(moment, wires) : null;
    },
    commit: ({ verb }) => {
      if (!commits.hits(deathRate * (DEADLY[verb] ?? 1))) return null;
      return { kind: 'die', when: commits.hits(0.5) ? 'before' : 'after' };
    },
    latency: () => times.magnitude(1, slowest),
    mostRows: 1 + chance.below(40),
    mistaken: chance.hits(0.25),
  });
}

/** Mischief that can be ended, on a disk that can be full. */
export function switched(own: Mischief): SeededMischief {
  let disk: Disk = 'well';
  let over = false;
  return {
    wire: (moment) => (over ? null : own.wire(moment)),
    commit: (moment) => {
      if (over) return null;
      return own.commit(moment) ?? (disk === 'well' ? null : { kind: 'refuse', error: refusalOf(disk) });
    },
    latency: own.latency,
    mostRows: own.mostRows,
    mistaken: own.mistaken,
    setDisk: (next) => {
      disk = next;
    },
    end: () => {
      over = true;
    },
  };
}

/** In so many of all seeds something goes wrong at all; then at a rate between the two. */
function rateOf(chance: Chance, share: number, least: number, most: number): number {
  return chance.hits(share) ? chance.magnitude(least, most) : 0;
}

const REFUSALS: readonly string[] = [
  '421 4.3.2 shutting down',
  '451 4.3.0 try again later',
  '452 4.3.1 no space',
  '454 4.7.0 not now',
  '550 5.7.1 not wanted here',
  '554 5.7.1 refused by policy',
  '554 refused',
  '550 5.1.1 no such user',
  '552 5.2.2 mailbox full',
];

function wireFault({ step }: WireMoment, chance: Chance): WireFault {
  if (step === 'AUTH' && chance.hits(0.5)) return { kind: 'refuse', reply: '535 5.7.8 wrong password' };
  const kinds: readonly WireFault[] = [
    { kind: 'break-off' },
    { kind: 'done-unsaid' },
    { kind: 'half-answer' },
    { kind: 'garbage' },
    { kind: 'refuse', reply: chance.pick(REFUSALS) ?? '' },
    { kind: 'slow', by: chance.magnitude(SECOND, 12 * MINUTE) },
    { kind: 'silence' },
  ];
  // What is no answer cannot be one of these.
  if (step === 'connect' || step === 'TLS' || step === 'body')
    return chance.hits(0.7) ? { kind: 'break-off' } : { kind: 'silence' };
  return chance.pick(kinds) ?? { kind: 'break-off' };
}

/** Where a death does most harm, it comes more often. */
const DEADLY: Readonly<Record<string, number>> = {
  turnLedger: 4,
  settleMails: 2,
  openDeliveries: 4,
  freezeEdition: 4,
};

/** As the real store words it: it failed before the commit, and nothing happened. */
function refusalOf(disk: Exclude<Disk, 'well'>): AppError {
  const code = disk === 'full' ? 'SQLITE_FULL' : 'SQLITE_READONLY';
  const explained = explainDatabaseError(Object.assign(new Error(code), { code }), 'fortnight.db');
  if (explained instanceof AppError) return explained;
  throw new Error(`the store has no words for ${code}`);
}
