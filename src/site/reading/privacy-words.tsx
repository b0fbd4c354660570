import type { FC } from 'hono/jsx';
import { HOUR } from '../../core/clock.ts';
import { ADDRESS_LINK_LIFETIME } from '../../domain/readers/address-change.ts';
import { DAYS_KEPT } from '../../domain/readers/retention.ts';
import type { Chrome } from '../chrome.ts';
import type { PrivacyFacts } from '../model.ts';

/**
 * What Fortnight keeps of readers, in words for them: for authors who wrote no `privacy.md`.
 */
export const PrivacyWords: FC<{ facts: PrivacyFacts; chrome: Chrome }> = ({ facts, chrome }) => (
  <>
    <Reading chrome={chrome} />
    <Subscribing chrome={chrome} />
    <Kept facts={facts} />
    <Decide chrome={chrome} />
    <Others chrome={chrome} />
  </>
);

const Reading: FC<{ chrome: Chrome }> = ({ chrome }) => (
  <>
    <p>
      The short of it: reading {chrome.title} leaves no trace here, and subscribing leaves your address and
      what it takes to send mail to it. It is told to nobody but the servers that carry the mail.
    </p>
    <h2>When you read</h2>
    <p>
      The pages set no cookie, ask no other host for anything and count nobody. The words you search for stay
      in your browser. The program that serves the pages writes down no visits.
    </p>
  </>
);

const Subscribing: FC<{ chrome: Chrome }> = ({ chrome }) => (
  <>
    <h2>When you subscribe</h2>
    <p>
      Your address is kept, your name if you give one, what you chose about the mails, and that you agreed:
      when, to which words, and when you confirmed it. It is used to send you what you asked for, and for
      nothing else. The mails have no hidden pictures and no counted links: nobody can see whether you opened
      one.
    </p>
    <p>
      For each mail there is a record that it was sent, and what the mail server of your address answered. It
      shows {chrome.author} when something did not arrive, and keeps the same mail from coming to you twice.
    </p>
  </>
);

const Kept: FC<{ facts: PrivacyFacts }> = ({ facts }) => (
  <>
    <h2>What is kept, and for how long</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">How long</th>
        </tr>
      </thead>
      <tbody>
        {rowsFor(facts).map(([what, howLong]) => (
          <tr>
            <td>{what}</td>
            <td>{howLong}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <p>
      A keyed hash is a scrambled form of an address: with it the program knows the address again when it sees
      it, and cannot say what it is.
    </p>
  </>
);

const Decide: FC<{ chrome: Chrome }> = ({ chrome }) => (
  <>
    <h2>What you can decide</h2>
    <p>
      Every mail has a link to <a href={`${chrome.formBase}/preferences`}>your preferences</a>. There you can
      change what you get, unsubscribe, download everything that is stored about you as one file, and have it
      erased. Erasing forgets your address, your name and what you chose. What stays does not say who you are:
      when mails went out under a number, what was agreed to, and a keyed hash of the address, so that no list
      that is brought in later subscribes you again.
    </p>
  </>
);

const Others: FC<{ chrome: Chrome }> = ({ chrome }) => (
  <>
    <h2>Who else sees something</h2>
    <p>
      This text speaks of what the program keeps that makes this site and sends its mails. The machine it runs
      on, its backups, and the servers that carry pages and mails on their way see what passes through them,
      and keep it by rules of their own.
    </p>
    <p>If you have a question, answer any of the mails: {chrome.author} reads it.</p>
  </>
);

function rowsFor({
  keepsIps,
  takesMail,
}: PrivacyFacts): readonly (readonly [what: string, howLong: string])[] {
  const ips = [
    'The IP address from which you signed up',
    `${DAYS_KEPT.wholeIp} days, then only the network it belongs to (a /24 of IPv4, a /48 of IPv6), with your consent`,
  ] as const;
  const mail = [
    'Mail that you write to the newsletter',
    `${DAYS_KEPT.inbound} days, then only a hash of it`,
  ] as const;
  return [
    ['Your address, your name and what you chose about the mails', 'until you have them erased'],
    [
      'Another address that you asked to get the mails at',
      `until its link is pressed; else ${ADDRESS_LINK_LIFETIME / HOUR} hours, and on until the next reader asks for one`,
    ],
    ['What you agreed to, and when', 'as long as the number under which you were known'],
    ['A sign-up that you did not confirm', `${DAYS_KEPT.unconfirmed} days`],
    ['Why you left, if you say so', 'for good, under a number alone'],
    ['Which mails went to you and what became of them', 'for good; after erasing under a number alone'],
    ...(keepsIps ? [ips] : []),
    ...(takesMail ? [mail] : []),
    ['On which days you were mailed a confirmation, as a keyed hash', `${DAYS_KEPT.confirmationDays} days`],
    ...(takesMail ? [['On which day you were mailed a farewell, as a keyed hash', 'for good'] as const] : []),
    ['Addresses that must not be mailed any more, as a keyed hash', 'for good, or until you sign up anew'],
    ['How often an IP address signs up, to stop machines', 'in memory alone, while it counts'],
  ];
}
