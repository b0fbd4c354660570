import { type Command, InvalidArgumentError } from 'commander';
import { type KeyId, parseKeyId } from '../../core/keyring.ts';
import type { Environment, Finish } from '../environment.ts';

/** The secret that signs links. */
export function addSecret(program: Command, environment: Environment, finish: Finish): void {
  const secret = program
    .command('secret')
    .helpCommand(false)
    .description('replace the secret that signs links, and see which keys there are');
  const load = () => import('../commands/secret.ts');
  secret
    .command('list')
    .description('which keys there are, since when, and what needs them; shows no secret')
    .option('--json', 'print them as JSON')
    .action(async (options) => finish(await (await load()).list(environment, options)));
  secret
    .command('rotate')
    .description('make a new secret; links that older ones signed stay good for their life')
    .option('--json', 'print the keys as JSON')
    .action(async (options) => finish(await (await load()).rotate(environment, options)));
  secret
    .command('retire')
    .description('forget an older secret, as when it has leaked: every link that it signed is void')
    .argument('<key>', 'its id, as `secret list` shows it', keyId)
    .option('--yes', 'do not ask')
    .action(async (key, options) => finish(await (await load()).retire(environment, key, options)));
  secret
    .command('forget-lost')
    .description(
      'when the first secret is lost for good: know the readers’ addresses by the one there is now',
    )
    .option('--yes', 'do not ask')
    .action(async (options) => finish(await (await load()).forgetLost(environment, options)));
}

function keyId(text: string): KeyId {
  const id = parseKeyId(text);
  if (id === null) throw new InvalidArgumentError('It has four hexadecimal digits.');
  return id;
}
