import type { Child, FC } from 'hono/jsx';
import type { Chrome } from '../chrome.ts';

/** What somebody typed, and why it was not taken, as a sentence. */
export interface Typed {
  readonly typed: string;
  readonly words: string;
}

/** Asks for an address, to mail a link to it. `name` begins the ids of its fields, `path` is where it is sent. */
export const LinkForm: FC<{
  name: string;
  path: string;
  problem: Typed | null;
  chrome: Chrome;
  children?: Child;
}> = ({ name, path, problem, chrome, children }) => (
  <form class="subscribe-form" method="post" action={`${chrome.formBase}${path}`}>
    <label for={`${name}-email`}>Your email address</label>
    <div class="field-row">
      <input
        id={`${name}-email`}
        name="email"
        type="email"
        required
        autocomplete="email"
        inputmode="email"
        maxlength={254}
        value={problem?.typed}
        aria-describedby={problem === null ? undefined : `${name}-problem`}
        aria-invalid={problem === null ? undefined : 'true'}
      />
      <button type="submit">Send the link</button>
    </div>
    {problem === null ? null : (
      <p class="problem" id={`${name}-problem`}>
        {problem.words}
      </p>
    )}
    {children}
  </form>
);
