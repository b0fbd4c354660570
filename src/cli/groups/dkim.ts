import type { Command } from 'commander';
import { domainName } from '../arguments.ts';
import type { Environment, Finish } from '../environment.ts';

/** The keys that sign mail. */
export function addDkim(program: Command, environment: Environment, finish: Finish): void {
  const dkim = program
    .command('dkim')
    .helpCommand(false)
    .description('make, publish and check the keys that sign mail');
  const load = () => import('../commands/dkim.ts');
  dkim
    .command('keygen')
    .description('make an RSA and an Ed25519 key, and say what to publish in DNS; overwrites nothing')
    .option('--folder <folder>', 'where to put them (default: dkim in the data folder)')
    .option('--name <name>', 'what their selectors begin with', 'fortnight')
    .option('--domain <domain>', 'the domain that signs (default: that of the From address)', domainName)
    .option('--json', 'print what to publish as JSON')
    .action(async (options) => finish(await (await load()).keygen(environment, options)));
  dkim
    .command('show')
    .description('what to publish in DNS for the configured keys')
    .option('--json', 'print it as JSON')
    .action(async (options) => finish(await (await load()).show(environment, options)));
  dkim
    .command('check')
    .description('ask DNS whether it has the configured keys; exit with 1 when it does not')
    .option('--json', 'print what was found as JSON')
    .action(async (options) => finish(await (await load()).check(environment, options)));
}
