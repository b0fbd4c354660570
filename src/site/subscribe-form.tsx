import type { FC } from 'hono/jsx';
import type { Chrome } from './chrome.ts';

/** What a reader agrees to by pressing Subscribe: shown under the form, and kept word for word with the consent. */
export const CONSENT_WORDING = 'One mail every other week. Leave with one click.';

/** Goes up whenever the form or its wording changes. */
export const FORM_VERSION = '1';

/** The form that a page elsewhere embeds, and what programs post. */
export const EMBED_VERSION = 'embed-1';
export const JSON_VERSION = 'json-1';

/** What each version shows or stands for. A version that was ever handed out keeps its line. */
const WORDINGS: ReadonlyMap<string, string> = new Map(
  [FORM_VERSION, EMBED_VERSION, JSON_VERSION].map((version) => [version, CONSENT_WORDING]),
);

/** What the form of this version says; for a version we never made, what the form says now. */
export function wordingOfForm(version: string): { readonly wording: string; readonly formVersion: string } {
  const wording = WORDINGS.get(version);
  return wording === undefined
    ? { wording: CONSENT_WORDING, formVersion: FORM_VERSION }
    : { wording, formVersion: version };
}

/** Name of the field that only machines fill in. */
export const HONEYPOT_FIELD = 'website';

/** Name of the field that says, signed, when the form was made. */
export const STAMP_FIELD = 'stamp';

export interface SubscribeFormProps {
  readonly chrome: Chrome;
  /** Two forms on one page need ids of their own. */
  readonly id: string;
  /** Why the address was not taken; shown beside the field. */
  readonly problem?: string;
  /** What was typed, to be mended instead of typed again. */
  readonly typed?: string;
  /** When it was made, signed; absent on pages that lie as files. */
  readonly stamp?: string;
}

/** The form by which readers come: plain HTML, posts `email`, `website` (the honeypot), `form` (its version) and maybe `stamp`. */
export const SubscribeForm: FC<SubscribeFormProps> = ({ chrome, id, problem, typed, stamp }) => (
  <form class="subscribe-form" method="post" action={`${chrome.formBase}/subscribe`}>
    <label for={`${id}-email`}>Your email address</label>
    <div class="field-row">
      <input
        id={`${id}-email`}
        name="email"
        type="email"
        required
        autocomplete="email"
        inputmode="email"
        maxlength={254}
        placeholder="you@example.com"
        value={typed}
        aria-describedby={problem === undefined ? `${id}-promise` : `${id}-problem ${id}-promise`}
        aria-invalid={problem === undefined ? undefined : 'true'}
      />
      <button type="submit">Subscribe</button>
    </div>
    {problem === undefined ? null : (
      <p class="problem" id={`${id}-problem`}>
        {problem}
      </p>
    )}
    <Honeypot id={id} />
    <input type="hidden" name="form" value={FORM_VERSION} />
    {stamp === undefined ? null : <input type="hidden" name={STAMP_FIELD} value={stamp} />}
    <p class="promise" id={`${id}-promise`}>
      {CONSENT_WORDING}
    </p>
  </form>
);

/** A field that no person sees or reaches: whoever fills it in is a machine. */
export const Honeypot: FC<{ id: string }> = ({ id }) => (
  <div class="off-screen" aria-hidden="true">
    <label for={`${id}-${HONEYPOT_FIELD}`}>Leave this empty</label>
    <input
      id={`${id}-${HONEYPOT_FIELD}`}
      name={HONEYPOT_FIELD}
      type="text"
      tabindex={-1}
      autocomplete="off"
    />
  </div>
);

/** The form with a heading, as it stands at the end of pages. */
export const SubscribeSection: FC<{ chrome: Chrome }> = ({ chrome }) => (
  <section class="subscribe" aria-labelledby="subscribe-title">
    <h2 id="subscribe-title">Get the next one by email</h2>
    <p>New posts every other week, whole and free, in your inbox.</p>
    <SubscribeForm chrome={chrome} id="subscribe" />
  </section>
);
