import { domainOf, type EmailAddress } from './email-address.ts';

/** Domains that many people have, and how they come out when a finger slips. Hardly anybody has mail at one of the slips. */
const SLIPS: Readonly<Record<string, readonly string[]>> = {
  'gmail.com': [
    'gmial.com',
    'gmai.com',
    'gmal.com',
    'gmali.com',
    'gamil.com',
    'gnail.com',
    'gmaill.com',
    'gmail.con',
    'gmail.cmo',
  ],
  'hotmail.com': ['hotmial.com', 'hotmal.com', 'hotmai.com', 'hotmaill.com', 'hotmail.con', 'hotnail.com'],
  'outlook.com': ['outlok.com', 'outloook.com', 'otlook.com', 'outlook.con'],
  'yahoo.com': ['yaho.com', 'yahooo.com', 'yhaoo.com', 'yahoo.con'],
  'icloud.com': ['iclod.com', 'icoud.com', 'iclould.com', 'icloud.con'],
};

const meant = new Map(
  Object.entries(SLIPS).flatMap(([domain, slips]) => slips.map((slip) => [slip, domain] as const)),
);

/** The address with the domain that was probably meant; null when the one typed is as likely as any. */
export function likelyMeant(address: EmailAddress): string | null {
  const domain = meant.get(domainOf(address));
  return domain === undefined ? null : `${address.slice(0, address.lastIndexOf('@'))}@${domain}`;
}
