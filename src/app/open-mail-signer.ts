import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { proveSigner } from '../mail/dkim/prove.ts';
import { type MailSigner, openSigner } from '../mail/dkim/signer.ts';
import type { DkimConfig } from './dkim-config.ts';
import { loadDkimKeys } from './load-dkim-keys.ts';

/**
 * Opens what signs our mail, and proves that it does; null when no key is configured.
 * @throws AppError `configuration` when a key is missing or does not sign: nothing is to leave unsigned then
 */
export async function openMailSigner(
  dkim: DkimConfig | null,
  clock: Clock,
  log: Log,
): Promise<MailSigner | null> {
  if (dkim === null) return null;
  const { keys, warnings } = await loadDkimKeys(dkim);
  for (const warning of warnings) log.warn(warning);
  const signer = openSigner(keys, dkim.domain);
  await proveSigner(signer, keys, dkim.domain, clock.now());
  return signer;
}
