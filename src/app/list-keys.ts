import type { Instant } from '../core/clock.ts';
import { type KeyId, keyIdOf } from '../core/keyring.ts';
import { readOrMakeSecrets } from '../workspace/secret-file.ts';
import type { SecretFile } from '../workspace/secret-text.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Config } from './config.ts';

/** One key, and what it is needed for. */
export interface ListedKey {
  readonly id: KeyId;
  /** Null: not on record. */
  readonly since: Instant | null;
  /** When the next one took its place; null for the current one, or when not on record. */
  readonly until: Instant | null;
  readonly current: boolean;
  /** Whether the hashes of suppressed and erased addresses depend on it. */
  readonly hashesAddresses: boolean;
}

export interface ListedKeys {
  readonly kept: 'environment' | 'file';
  /** Newest first. */
  readonly keys: readonly ListedKey[];
}

/** Which keys sign links or did so; makes the secret file when there is none. @throws AppError as `readOrMakeSecrets` */
export async function listKeys(config: Config, workspace: Workspace, now: Instant): Promise<ListedKeys> {
  if (config.secrets === null)
    return { kept: 'file', keys: keysIn(await readOrMakeSecrets(workspace.secretFile, now)) };
  const unknown = (secret: string) => ({ secret, since: null });
  const { current, older, addressKey } = config.secrets;
  const keys = keysIn({ current: unknown(current), older: older.map(unknown), addressKey });
  return { kept: 'environment', keys };
}

/** The keys of a secret file, newest first. */
export function keysIn({ current, older, addressKey }: SecretFile): readonly ListedKey[] {
  const all = [current, ...older];
  return all.map(({ secret, since }, place) => ({
    id: keyIdOf(secret),
    since,
    until: all[place - 1]?.since ?? null,
    current: place === 0,
    hashesAddresses: addressKey === null && place === all.length - 1,
  }));
}
