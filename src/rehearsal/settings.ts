import type { Chance } from './world/chance.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The author's own, where they say how mail leaves: a rehearsal keeps to the limits that the real relay has. */
const KEPT = [
  'FORTNIGHT_URL',
  'FORTNIGHT_UNCERTAIN',
  'SMTP_DOMAIN_LIMITS',
  'SMTP_URL',
  ...[2, 3, 4, 5, 6, 7, 8, 9].map((number) => `SMTP_URL_${number}`),
];

const A_RELAY = 'smtp://author:secret@relay-1.example:587';

/**
 * What the application of a rehearsal is configured with. Where the author names no relay there is one without limits; with `chance`
 * (faults) there may be two, with limits that hurt. None of them is ever dialled: all names lead to the relay in memory.
 */
export function settingsFor(environment: Environment, chance: Chance | null): Readonly<Record<string, string>> {
  const own = KEPT.flatMap((name) => {
    const value = environment[name];
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  const settings = Object.fromEntries(own);
  if (settings.SMTP_URL !== undefined) return settings;
  return { ...settings, ...(chance === null ? { SMTP_URL: A_RELAY } : drawn(chance)) };
}

function drawn(chance: Chance): Record<string, string> {
  const settings: Record<string, string> = { SMTP_URL: relay(1, chance) };
  if (chance.hits(0.3)) settings.SMTP_URL_2 = relay(2, chance);
  if (chance.hits(0.2)) settings.SMTP_DOMAIN_LIMITS = `mail.example=${1 + chance.below(5)}/s:1, *=${20 + chance.below(100)}/m`;
  if (chance.hits(0.25)) settings.FORTNIGHT_UNCERTAIN = 'resend';
  return settings;
}

function relay(number: number, chance: Chance): string {
  const limits = new URLSearchParams({ connections: String(1 + chance.below(8)) });
  if (chance.hits(0.2)) limits.set('rate', `${1 + chance.below(30)}/m`);
  if (chance.hits(0.15)) limits.set('hourly', String(5 + chance.below(60)));
  if (chance.hits(0.15)) limits.set('daily', String(15 + chance.below(100)));
  if (chance.hits(0.1)) limits.set('warmup', '10,20,40,80');
  return `smtp://author:secret@relay-${number}.example:587?${limits}`;
}
