import { AppError } from '../core/errors.ts';
import type { KeyId } from '../core/keyring.ts';
import * as file from '../workspace/secret-file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Config } from './config.ts';
import { keysIn, type ListedKey } from './list-keys.ts';

/**
 * Forgets an older secret, as when it has leaked: links that it signed are void. Hashes of addresses stay what they are.
 * @returns the keys that are left
 * @throws AppError `refused` for the current one and when the environment holds the secret, `not-found`
 */
export async function retireSecret(
  config: Config,
  workspace: Workspace,
  id: KeyId,
): Promise<readonly ListedKey[]> {
  if (config.secrets !== null)
    throw new AppError('refused', 'the secrets stand in the environment, which only you can change', {
      help: 'take it out of FORTNIGHT_SECRET_PREVIOUS, unless it is the last there: by that one, addresses that must not be mailed are known',
    });
  return keysIn(await file.retireSecret(workspace.secretFile, id));
}
