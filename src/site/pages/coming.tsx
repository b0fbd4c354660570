import type { FC } from 'hono/jsx';
import { type Chrome, hrefOf } from '../chrome.ts';
import { CONSENT_WORDING, SubscribeForm } from '../subscribe-form.tsx';
import { noticePage } from './notice-page.tsx';
import { type Press, PressButton } from './press.tsx';

/** The form on a page of its own; also the answer to an address that cannot be taken, which then stands in it with the reason. */
export function subscribePage(
  problem: { readonly typed: string; readonly words: string } | null,
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
      body: <SubscribeForm chrome={chrome} id="subscribe" {...mended} />,
    },
    chrome,
  );
}

/** The answer to every sign-up: the same whether the address is new, known or suppressed, so that nobody learns who reads this. */
export function checkYourMailPage(chrome: Chrome): string {
  return noticePage(
    {
      title: 'Look into your mail',
      lead: 'A message with a link is on its way to the address you gave. Press the link, then the button on the page it opens, and you are in.',
      body: (
        <>
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
export function linkExpiredPage(again: Press | null, chrome: Chrome): string {
  return noticePage(
    {
      title: 'This link has run out',
      lead: 'Links from mails work for three days. A new one takes a moment.',
      body:
        again === null ? (
          <SubscribeForm chrome={chrome} id="subscribe" />
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
