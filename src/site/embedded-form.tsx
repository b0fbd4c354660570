import { CONSENT_WORDING, EMBED_VERSION, HONEYPOT_FIELD } from './subscribe-form.tsx';

/**
 * The form for somebody else's page: plain HTML that takes that page's looks, needs no script and asks nothing of our server until it is sent.
 * @param url where the form posts to, without a slash at the end
 */
export function embeddedForm(url: string): string {
  const parts = [
    <label for="fortnight-email">Your email address</label>,
    <input
      id="fortnight-email"
      name="email"
      type="email"
      required
      autocomplete="email"
      maxlength={254}
      aria-describedby="fortnight-promise"
    />,
    <button type="submit">Subscribe</button>,
    <p id="fortnight-promise">{CONSENT_WORDING}</p>,
    // Hidden by the attribute: the other page's policy may forbid inline styles.
    <p hidden>
      <label>
        Leave this empty <input name={HONEYPOT_FIELD} type="text" tabindex={-1} autocomplete="off" />
      </label>
    </p>,
    <input type="hidden" name="form" value={EMBED_VERSION} />,
  ];
  // A part a line: it is read and pasted by people.
  const form = (
    <form method="post" action={`${url}/subscribe`}>
      {parts.map((part) => ['\n', part])}
      {'\n'}
    </form>
  );
  return form.toString();
}
