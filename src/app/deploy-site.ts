import { precompress } from '../site/precompress.ts';
import type { App } from './context.ts';
import { type Errand, type ErrandOutcome, errandStanding, runErrand } from './run-errand.ts';

/** Runs the author's deploy command when it is due, as `runErrand` says. Nothing to do without one. */
export async function deploySite(
  app: App,
  options: { readonly anew: boolean; readonly signal: AbortSignal },
): Promise<'nothing to do' | ErrandOutcome['kind']> {
  const errand = deployErrand(app);
  return errand === null ? 'nothing to do' : runErrand(app, errand, options);
}

/** Whether the site as it is now lies at its other host, if it has one. */
export async function isDeployed(app: App): Promise<boolean> {
  const errand = deployErrand(app);
  return errand === null || (await errandStanding(app, errand)).kind === 'carried';
}

/** The deploy command; null when none is set. */
export function deployErrand(app: App): Errand | null {
  const { deploy } = app;
  if (deploy === null) return null;
  return {
    note: 'site.deployed',
    way: deploy.name,
    mayRun: async () => true,
    run: async (signal) => {
      // The other host gets them too.
      await precompress(app.workspace.siteFolder, { signal });
      const outcome = await deploy.carry(signal);
      if (outcome.kind === 'done') app.log.info('the site was deployed');
      return outcome;
    },
    words: {
      who: 'the deploy command',
      again: 'it is run again',
      said: 'It printed last:',
      silent: 'It printed nothing.',
      key: 'deploy',
      subject: 'The site does not reach its other host',
      failed: 'The deploy command failed',
      meanwhile:
        'Mail goes out all the same, and links in it may lead to pages that are not there yet. The command is run again every four hours at least, and as soon as the site changes or the worker is started anew; `fortnight status` says how it stands.',
    },
  };
}
