import type { Instant } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { proveSigner } from '../mail/dkim/prove.ts';
import { type MailSigner, openSigner } from '../mail/dkim/signer.ts';
import type { DkimConfig } from './dkim-config.ts';
import { loadDkimKeys } from './load-dkim-keys.ts';

/**
 * The signer that the configuration asks for, after it signed a probe that holds; null when none is asked for. Loose permissions are
 * logged. Where this gives a signer, no message may leave without it.
 * @throws AppError `configuration` for a key that cannot be read or does not sign
 */
export async function openMailSigner(
  dkim: DkimConfig | null,
  now: Instant,
  log: Log,
): Promise<MailSigner | null> {
  if (dkim === null) return null;
  const { keys, warnings } = await loadDkimKeys(dkim);
  for (const words of warnings) log.warn(words);
  const signer = openSigner(keys, dkim.domain);
  await proveSigner(signer, keys, dkim.domain, now);
  return signer;
}
