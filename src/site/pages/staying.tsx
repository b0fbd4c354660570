import { type Chrome, hrefOf } from '../chrome.ts';
import { LinkForm, type Typed } from './link-form.tsx';
import { noticePage } from './notice-page.tsx';
import { type Press, PressButton } from './press.tsx';

/** The way to the preferences for somebody who has no mail at hand, or whose link is void: an address, to which a link is sent. */
export function findPreferencesPage(problem: Typed | null, chrome: Chrome): string {
  return noticePage(
    {
      title: 'Your preferences',
      lead: 'Every mail has a link to them at its foot. If you have none at hand, type your address and one is sent to you.',
      body: <LinkForm name="find" path="/preferences" problem={problem} chrome={chrome} />,
    },
    chrome,
  );
}

/** The same words whether the address is known or not. */
export function preferencesSentPage(chrome: Chrome): string {
  return noticePage(
    {
      title: 'Look into your mail',
      lead: 'If the address you typed is known here, a message with a link to its preferences is on its way to it.',
    },
    chrome,
  );
}

/** Where the link in the mail to a new address leads. Mail scanners open links too: only the button acts. */
export function newAddressPage(address: string, press: Press, chrome: Chrome): string {
  return noticePage(
    {
      title: 'Use this address?',
      lead: `The mails of ${chrome.title} come to ${address} from then on, and no longer to the address before.`,
      body: <PressButton press={press} label="Use this address" />,
    },
    chrome,
  );
}

export function addressChangedPage(address: string, preferencesHref: string, chrome: Chrome): string {
  return noticePage(
    {
      title: 'Your address is changed',
      lead: `Mail comes to ${address} from now on. What you chose stays as it was.`,
      body: (
        <>
          <p>
            Links to your preferences in earlier mails work no longer; those to unsubscribe still do. A note
            went to the address before.
          </p>
          <p class="more">
            <a href={preferencesHref}>Your preferences</a>
          </p>
        </>
      ),
    },
    chrome,
  );
}

/** For a link to a new address that is too old, was replaced by a later one, or whose address has become somebody's. */
export function addressLinkVoidPage(chrome: Chrome): string {
  return noticePage(
    {
      title: 'This link does nothing any more',
      lead: 'It works for three days, and only for the address that was asked for last. Nothing was changed.',
      body: (
        <p class="more">
          <a href={`${chrome.formBase}/preferences`}>To your preferences</a>
        </p>
      ),
    },
    chrome,
  );
}

/** Asked before a reader is erased, as it cannot be undone. */
export function erasePage(address: string, press: Press, backHref: string, chrome: Chrome): string {
  return noticePage(
    {
      title: 'Erase everything about you?',
      lead: `The address ${address}, your name and what you chose are forgotten, and no more mail comes. This cannot be undone.`,
      body: (
        <>
          <p>
            What stays does not say who you are: that and when mails went out, what was agreed to, and a
            scrambled form of the address, so that no list that is brought in later can subscribe you again.
            Only you can, by the form.
          </p>
          <PressButton press={press} label="Erase me" />
          <p class="more">
            <a href={backHref}>Back to your preferences</a>
          </p>
        </>
      ),
    },
    chrome,
  );
}

export function erasedPage(chrome: Chrome): string {
  return noticePage(
    {
      title: 'You are forgotten',
      lead: 'No more mail comes, and nothing here knows your address any more. Thank you for reading along.',
      body: (
        <p class="more">
          <a href={hrefOf(chrome, '/')}>The blog stays open to you</a>
        </p>
      ),
    },
    chrome,
  );
}
