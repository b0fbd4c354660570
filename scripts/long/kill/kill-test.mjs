import { rmSync } from 'node:fs';
import { playCampaign } from './campaign.mjs';
import { drawRound } from './plan.mjs';
import { randomFrom } from './random.mjs';
import { SABOTAGES } from './sabotage.mjs';
import { prepareWorkspaces } from './workspace.mjs';

/** To the mail server, of each worker. */
const CONNECTIONS = 5;
/** Rounds in one workspace: few enough that there is always an edition being opened somewhere. */
const CAMPAIGN = 40;

/**
 * Kills workers of the built program, round after round, and holds its ledger against what a mail server saw.
 * @param {import('./kill-test.d.mts').KillTestOptions} options `readers`: of each edition; `pace`: about how many messages go out between two kills
 * @returns {Promise<import('./kill-test.d.mts').Totals>}
 */
export async function killTest({
  program,
  rounds,
  seed,
  readers = 4_000,
  editions = 4,
  pace = 400,
  sabotage = null,
  plan = null,
  onRound = () => {},
}) {
  const lie = sabotage === null ? null : SABOTAGES[sabotage].sql;
  const workspaces = await prepareWorkspaces(program, { readers, editions, sabotage: lie });
  const totals = noTotals();
  const started = performance.now();
  try {
    for (let campaign = 1; totals.rounds < rounds; campaign += 1) {
      const random = randomFrom(seed * 1_000 + campaign);
      const setting = { program, root: workspaces.copy(), readers, connections: CONNECTIONS };
      const draw = plan ?? (({ opening }) => drawRound(random, { opening, pace }));
      const before = { ...totals };
      await playCampaign(setting, draw, Math.min(CAMPAIGN, rounds - totals.rounds), (round) => {
        add(totals, before, round);
        totals.seconds = (performance.now() - started) / 1_000;
        onRound({ ...round, campaign, number: totals.rounds, totals: { ...totals } });
      });
      rmSync(setting.root, { recursive: true, force: true });
    }
  } finally {
    workspaces.remove();
  }
  return totals;
}

function noTotals() {
  return {
    rounds: 0,
    failed: 0,
    kills: 0,
    drops: 0,
    samples: 0,
    sent: 0,
    uncertain: 0,
    arrived: 0,
    mostUnknown: 0,
    seconds: 0,
  };
}

function add(totals, before, { kills, drops, samples, faults, newlyOpen, totals: campaign }) {
  totals.rounds += 1;
  if (faults.length > 0) totals.failed += 1;
  totals.kills += kills;
  totals.drops += drops;
  totals.samples += samples;
  totals.mostUnknown = Math.max(totals.mostUnknown, newlyOpen);
  for (const name of ['sent', 'uncertain', 'arrived']) totals[name] = before[name] + campaign[name];
}
