import type { Instant } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import * as file from '../workspace/secret-file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Config } from './config.ts';
import { keysIn, type ListedKey } from './list-keys.ts';

/**
 * Makes a new secret, and keeps the others for what they signed. What is running notices within a second.
 * @returns all keys, the new one first
 * @throws AppError `refused` when the environment holds the secret, else as `rotateSecret` of the workspace
 */
export async function rotateSecret(
  config: Config,
  workspace: Workspace,
  now: Instant,
): Promise<readonly ListedKey[]> {
  if (config.secrets !== null)
    throw new AppError('refused', 'the secret stands in FORTNIGHT_SECRET, which only you can change', {
      help: 'put its value before those in FORTNIGHT_SECRET_PREVIOUS, with a blank between, set FORTNIGHT_SECRET to a new one (`openssl rand -base64 32`), and start every process anew',
    });
  return keysIn(await file.rotateSecret(workspace.secretFile, now));
}
