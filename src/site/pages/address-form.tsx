import type { FC } from 'hono/jsx';

export interface AddressFormView {
  readonly action: string;
  readonly typed: string;
  /** Why the address was not taken, as a sentence. */
  readonly problem: string | null;
}

/** A form of its own: what it asks for is not saved but mailed. */
export const AddressForm: FC<{ view: AddressFormView }> = ({ view: { action, typed, problem } }) => (
  <form class="preferences-form" method="post" action={action} novalidate>
    <h2>Another address</h2>
    <div class="field">
      <label for="preferences-address">Send my mail to</label>
      <p class="hint" id="preferences-address-hint">
        A mail with a link goes there. Nothing changes before you have pressed it.
      </p>
      {problem === null ? null : (
        <p class="problem" id="preferences-address-problem">
          {problem}
        </p>
      )}
      <div class="field-row">
        <input
          id="preferences-address"
          name="email"
          type="email"
          autocomplete="email"
          inputmode="email"
          maxlength={254}
          value={typed}
          required
          aria-describedby={
            problem === null
              ? 'preferences-address-hint'
              : 'preferences-address-problem preferences-address-hint'
          }
          aria-invalid={problem === null ? undefined : 'true'}
        />
        <button type="submit" class="quiet-button">
          Ask that address
        </button>
      </div>
    </div>
  </form>
);
