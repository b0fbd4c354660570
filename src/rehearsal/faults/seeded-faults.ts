import { DAY, HOUR } from '../../core/clock.ts';
import type { Chance } from '../world/chance.ts';
import type { FaultPlan } from './fault-plan.ts';
import { seededMischief } from './seeded-mischief.ts';
import { planTimeline } from './timeline.ts';

const LATE_POSTS = 0.15;

/** Everything that can go wrong, drawn from a seed. */
export function seededFaults(chance: Chance): FaultPlan {
  const mischief = seededMischief(chance.fork('mischief'));
  const late = chance.fork('lateness');
  return {
    mischief,
    begin: (production, span) =>
      planTimeline({ ...span, production, mischief, chance: chance.fork('timeline') }),
    end: () => mischief.end(),
    lateness: () => (late.hits(LATE_POSTS) ? late.magnitude(HOUR, 3 * DAY) : 0),
  };
}
