import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { callScript } from '../tooling/checkout.ts';

const SCRIPT = fileURLToPath(new URL('verify-dkim.py', import.meta.url));

/** The one that `npm test` finds or installs. */
const python = callScript('dkim-verifier.mjs', 'findDkimVerifier');

/** Why nobody else can verify our signatures here; null when somebody can. */
export const noDkimVerifier: string | null =
  typeof python === 'string' ? null : 'there is no Python with dkimpy; Debian has it as python3-dkim';

/** What dkimpy says about one signature. */
export type IndependentVerdict =
  | { readonly holds: false; readonly why?: string }
  | {
      readonly holds: true;
      readonly algorithm: string;
      readonly selector: string;
      readonly names: readonly string[];
    };

/** Has dkimpy verify each signature of each mail, from the top, against these records and no others. */
export function verifyByDkimpy(
  mails: readonly Buffer[],
  records: ReadonlyMap<string, string>,
): readonly (readonly IndependentVerdict[])[] {
  const input = JSON.stringify({
    mails: mails.map((mail) => mail.toString('base64')),
    records: Object.fromEntries(records),
  });
  const { status, stdout, stderr } = spawnSync(String(python), [SCRIPT], { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`dkimpy ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}
