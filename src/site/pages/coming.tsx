import type { FC } from 'hono/jsx';
import { HOUR, MINUTE } from '../../core/clock.ts';
import { type Chrome, hrefOf } from '../chrome.ts';
import { CONSENT_WORDING, STAMP_FIELD, SubscribeForm } from '../subscribe-form.tsx';
import { noticePage } from './notice-page.tsx';
import { type Press, PressButton } from './press.tsx';

/** The form on a page of its own; also the answer to an address that cannot be taken, which then stands in it with the reason. */
export function subscribePage(
  problem: { readonly typed: string; readonly words: string } | null,
  stamp: string,
  chrome: Chrome,
): string {
  const mended = problem === null ? {} : { problem: problem.words, typed: problem.typed };
  return noticePage(
    {
      title: problem === null ? 'Subscribe' : 'That did not work yet',
      lead:
        problem === null
          ? 'New posts every other week, whole and free, in your inbox.'
          : 'Nothing was sent. Please look at the address once more.',
      body: <SubscribeForm chrome={chrome} id="subscribe" stamp={stamp} {...mended} />,
    },
    chrome,
  );
}

/**
 * The answer to every sign-up: the same whether the address is new, known or suppressed, so that nobody learns who reads this.
 * `meant`: another spelling that is more likely than what was typed.
 */
export function checkYourMailPage(meant: string | null, chrome: Chrome): string {
  return noticePage(
    {
      title: 'Look into your mail',
      lead: 'A message with a link is on its way to the address you gave. Press the link, then the button on the page it opens, and you are in.',
      body: (
        <>
          {meant === null ? null : (
            <p>
              Did you mean <strong>{meant}</strong>? Then please{' '}
              <a href={`${chrome.formBase}/subscribe`}>type it once more</a>.
            </p>
          )}
          <p>
            Nothing there after ten minutes? It may lie among the spam, or the address may have had a letter
            wrong. <a href={`${chrome.formBase}/subscribe`}>Try again</a>.
          </p>
          <ReadOn chrome={chrome} />
        </>
      ),
    },
    chrome,
  );
}

/** When many come by forms that do not prove when they were opened: a press that a machine has to be built for, and a person just does. */
export function pressAgainPage(
  again: { readonly email: string; readonly form: string; readonly stamp: string },
  chrome: Chrome,
): string {
  const fields = { email: again.email, form: again.form, [STAMP_FIELD]: again.stamp };
  return noticePage(
    {
      title: 'One more press',
      lead: `Many are signing up just now, and not all of them are people. Press once more, and the message to ${again.email} is on its way.`,
      body: (
        <>
          <PressButton press={{ action: `${chrome.formBase}/subscribe`, fields }} label="Subscribe" />
          <p>Does this page come back? Then wait for a few seconds before you press.</p>
        </>
      ),
    },
    chrome,
  );
}

/** When the doors are shut: to this client or its network, or to everybody. `wait`: milliseconds. */
export function notNowPage(why: 'too-many' | 'paused', wait: number, chrome: Chrome): string {
  const lead =
    why === 'too-many'
      ? 'Too many people are signing up from where you are.'
      : 'So many people are signing up that Fortnight takes a break from it.';
  return noticePage(
    {
      title: 'Not just now',
      lead: `${lead} Nothing was sent. Please try again ${inWords(wait)}.`,
      body: <ReadOn chrome={chrome} />,
    },
    chrome,
  );
}

function inWords(wait: number): string {
  const minutes = Math.ceil(wait / MINUTE);
  if (minutes <= 1) return 'in a minute';
  return minutes <= 90 ? `in ${minutes} minutes` : `in ${Math.ceil(wait / HOUR)} hours`;
}

/** Where the link in the confirmation mail leads. Mail scanners open links too: only the button confirms. */
export function confirmPage(press: Press, chrome: Chrome): string {
  return noticePage(
    {
      title: 'One press, and you are in',
      lead: CONSENT_WORDING,
      body: <PressButton press={press} label="Yes, subscribe me" />,
    },
    chrome,
  );
}

export function confirmedPage(chrome: Chrome): string {
  return noticePage(
    {
      title: 'You are in. Thank you!',
      lead: 'A welcome mail with the reading paths is on its way. After that, one mail every other week.',
      body: <ReadOn chrome={chrome} />,
    },
    chrome,
  );
}

/** For a link that is too old. `again` posts for a new one, when the page knows for whom; otherwise the form is offered. */
export function linkExpiredPage(again: Press | null, stamp: string, chrome: Chrome): string {
  return noticePage(
    {
      title: 'This link has run out',
      lead: 'Links from mails work for three days. A new one takes a moment.',
      body:
        again === null ? (
          <SubscribeForm chrome={chrome} id="subscribe" stamp={stamp} />
        ) : (
          <PressButton press={again} label="Send me a new one" />
        ),
    },
    chrome,
  );
}

const ReadOn: FC<{ chrome: Chrome }> = ({ chrome }) => (
  <p class="more">
    <a href={hrefOf(chrome, '/start-here/')}>Start here</a>
    <a href={hrefOf(chrome, '/')}>The latest post</a>
  </p>
);
