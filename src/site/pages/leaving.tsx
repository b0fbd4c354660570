import type { FC } from 'hono/jsx';
import type { LeaveReason } from '../../domain/readers/subscriber.ts';
import type { Chrome } from '../chrome.ts';
import { Honeypot } from '../subscribe-form.tsx';
import { LinkForm, type Typed } from './link-form.tsx';
import { noticePage } from './notice-page.tsx';
import { type Press, PressButton } from './press.tsx';

/** Where an unsubscribe link leads when a person opens it. Only the button acts. */
export function unsubscribePage(press: Press, chrome: Chrome): string {
  return noticePage(
    {
      title: 'Unsubscribe?',
      lead: `You will get no more mail from ${chrome.title}. The posts stay here for everyone.`,
      body: <PressButton press={press} label="Unsubscribe" />,
    },
    chrome,
  );
}

/** Said after leaving: Undo brings the reader back without a new confirmation, and one question may be answered or left alone. */
export function unsubscribedPage(
  after: { readonly undo: string; readonly reason: string },
  chrome: Chrome,
): string {
  return noticePage(
    {
      title: 'You have left',
      lead: 'No more mail from here, from this moment on. Thank you for reading along.',
      body: (
        <>
          <p>Pressed by mistake?</p>
          <PressButton press={{ action: after.undo }} label="Undo" quiet />
          <ReasonForm action={after.reason} />
        </>
      ),
    },
    chrome,
  );
}

/** Name of the field with the reason. */
export const REASON_FIELD = 'reason';

const REASONS: Readonly<Record<LeaveReason, string>> = {
  'too-many': 'Too many mails, or too long ones',
  'not-for-me': 'It is not what I was looking for',
  'never-asked': 'I never asked for it',
  other: 'Something else',
};

/** The reason a form gives; null when none was picked. */
export function leaveReasonIn(value: string): LeaveReason | null {
  return reasonNames.find((name) => name === value) ?? null;
}

const reasonNames: readonly LeaveReason[] = ['too-many', 'not-for-me', 'never-asked', 'other'];

const ReasonForm: FC<{ action: string }> = ({ action }) => (
  <form class="question" method="post" action={action}>
    <fieldset>
      <legend>Would you say why? You need not.</legend>
      {reasonNames.map((name) => (
        <label>
          <input type="radio" name={REASON_FIELD} value={name} required /> {REASONS[name]}
        </label>
      ))}
    </fieldset>
    <button type="submit" class="quiet-button">
      Send
    </button>
  </form>
);

/** Said after the question. */
export function thanksPage(chrome: Chrome): string {
  return noticePage({ title: 'Thank you', lead: 'That helps to make it better. Fare well!' }, chrome);
}

/** Where the way back leads in the mail that says farewell. Only the button acts. */
export function undoPage(press: Press, chrome: Chrome): string {
  return noticePage(
    {
      title: 'Stay after all?',
      lead: `The mails of ${chrome.title} come as before, as if you had never left.`,
      body: <PressButton press={press} label="Stay" />,
    },
    chrome,
  );
}

/** Said after Undo. */
export function stayedPage(chrome: Chrome): string {
  return noticePage(
    { title: 'You are still in', lead: 'As if nothing had happened. The next mail comes as usual.' },
    chrome,
  );
}

/** The way out for somebody who has lost every mail: an address, to which a link is sent. */
export function leavePage(problem: Typed | null, chrome: Chrome): string {
  return noticePage(
    {
      title: 'Unsubscribe',
      lead: 'Every mail has a link that does it at once. If you have none at hand, type your address and one is sent to you.',
      body: (
        <>
          <LinkForm name="leave" path="/leave" problem={problem} chrome={chrome}>
            <Honeypot id="leave" />
          </LinkForm>
          <p>
            Only too much, or not now? <a href={`${chrome.formBase}/preferences`}>Change what you get</a>:
            fewer topics, one mail a month, or a pause.
          </p>
        </>
      ),
    },
    chrome,
  );
}

/** The same words whether the address is known or not. */
export function leaveSentPage(chrome: Chrome): string {
  return noticePage(
    {
      title: 'Look into your mail',
      lead: 'If the address you typed is subscribed, a message with a link is on its way to it. One press there, and you are out.',
    },
    chrome,
  );
}
