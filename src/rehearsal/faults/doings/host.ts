import { DAY, HOUR, MINUTE, SECOND } from '../../../core/clock.ts';
import type { Disk } from '../seeded-mischief.ts';
import type { Doing, Scene } from './doing.ts';

export const hostDoings: readonly Doing[] = [
  {
    name: 'the process is killed',
    weight: 4,
    run: async ({ production, chance }) => {
      const worker = chance.pick(production.workers);
      if (worker === null) return null;
      production.kill(worker);
      return worker.run.name;
    },
  },
  {
    name: 'the process is told to stop',
    weight: 2,
    run: async ({ production, chance }) => {
      const worker = chance.pick(production.workers);
      if (worker === null) return null;
      production.stop(worker);
      return worker.run.name;
    },
  },
  {
    name: 'a second worker runs for a while',
    weight: 3,
    run: async ({ production, chance, later }) => {
      if (production.workers.length !== 1) return null;
      const worker = await production.startWorker();
      const harshly = chance.hits(0.5);
      later(chance.magnitude(SECOND, 5 * HOUR), `${worker.run.name} has run long enough`, () => {
        if (harshly) production.kill(worker);
        else production.stop(worker);
      });
      return worker.run.name;
    },
  },
  {
    name: 'the clock is set wrong',
    weight: 2,
    run: async ({ production, chance, later }) => {
      if (production.world.skew !== 0) return null;
      const size = chance.magnitude(MINUTE, 4 * DAY);
      const skew = Math.round(chance.hits(0.5) ? size : -size);
      production.setClock(skew);
      later(chance.magnitude(30 * SECOND, 2 * DAY), 'the clock is set right', () => production.setClock(0));
      return `${skew} ms`;
    },
  },
  { name: 'the disk is full', weight: 2, run: (scene) => trouble(scene, 'full') },
  { name: 'the disk cannot be written', weight: 1, run: (scene) => trouble(scene, 'read-only') },
  {
    name: 'a relay is away',
    weight: 3,
    run: async ({ production, chance, later }) => {
      const host = chance.pick(production.relayHosts);
      if (host === null) return null;
      production.relay.switchOff(host);
      later(chance.magnitude(SECOND, 9 * HOUR), `${host} is back`, () => production.relay.switchOn(host));
      return host;
    },
  },
];

async function trouble({ production, mischief, chance, later }: Scene, disk: Disk): Promise<string> {
  mischief.setDisk(disk);
  later(chance.magnitude(SECOND, 6 * HOUR), 'the disk is well again', () => {
    mischief.setDisk('well');
    production.wake();
  });
  return disk;
}
