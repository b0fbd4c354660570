import type { Variable } from './config.ts';

/** Where a mail has its pictures from: the site, which must then be reachable for as long as mails are read, or the mail itself. */
export type MailPicturesFrom = 'site' | 'embed';

export const PICTURE_VARIABLES: readonly Variable[] = [
  {
    name: 'FORTNIGHT_MAIL_PICTURES',
    default: '`site`',
    meaning:
      'Where mails have their pictures from, formulas and diagrams included: `site` has mail programs ask the site for them; `embed` puts them into the mail, up to 700 kB, and only what is beyond that on the site.',
  },
];

/** @param problems told when it says anything else */
export function readMailPictures(text: string | null, problems: string[]): MailPicturesFrom {
  if (text === 'embed') return 'embed';
  if (text !== null && text !== 'site')
    problems.push(`FORTNIGHT_MAIL_PICTURES is "${text}"; allowed is site or embed`);
  return 'site';
}
