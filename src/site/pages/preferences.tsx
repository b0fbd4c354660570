import type { FC } from 'hono/jsx';
import { never } from '../../core/errors.ts';
import type { FieldFault } from '../../domain/readers/preference-form.ts';
import type { SubscriberState, SuppressionReason } from '../../domain/readers/subscriber.ts';
import type { Chrome } from '../chrome.ts';
import { renderPage } from '../page.tsx';
import { AddressForm, type AddressFormView } from './address-form.tsx';
import { type PreferenceFields, PreferencesForm } from './preferences-form.tsx';
import { type Press, PressButton } from './press.tsx';

/** A reader's own page. */
export interface PreferencesView {
  readonly address: string;
  readonly state: SubscriberState['kind'];
  readonly suppressed: SuppressionReason | null;
  /** The day on which mail comes again, in words; null when not paused. */
  readonly pausedUntil: string | null;
  readonly digest: boolean;
  /** The reader chose tracks, and the blog has none of them any more. */
  readonly noTrackLeft: boolean;
  readonly fields: PreferenceFields;
  readonly faults: readonly FieldFault[];
  readonly newAddress: AddressFormView;
  /** What was just done, as a sentence; null when nothing was. */
  readonly done: string | null;
  readonly dataHref: string;
  readonly eraseHref: string;
  readonly unsubscribe: Press;
}

/** Everything a reader can decide, on one page: works without script, and with nothing but a keyboard. */
export function preferencesPage(view: PreferencesView, chrome: Chrome): string {
  const title = 'Your preferences';
  const failed = view.faults.length > 0 || view.newAddress.problem !== null;
  const body = (
    <div class="notice preferences">
      <h1>{title}</h1>
      <p class="lead">
        What <strong class="address">{view.address}</strong> gets from {chrome.title}.
      </p>
      {view.done === null ? null : (
        <p class="done" role="status">
          {view.done}
        </p>
      )}
      <Faults view={view} />
      <Standing view={view} chrome={chrome} />
      {view.state === 'active' ? (
        <>
          <PreferencesForm fields={view.fields} faults={view.faults} />
          <AddressForm view={view.newAddress} />
        </>
      ) : null}
      <Ways view={view} />
    </div>
  );
  return renderPage({ title: failed ? `Not saved: ${title}` : title, body, noindex: true }, chrome);
}

/** All that is wrong, before anything else, each with the way to its field. */
const Faults: FC<{ view: PreferencesView }> = ({ view: { faults, newAddress } }) => {
  const listed = [
    ...faults.map(({ field, words }) => ({ href: `#preferences-${field}`, words })),
    ...(newAddress.problem === null ? [] : [{ href: '#preferences-address', words: newAddress.problem }]),
  ];
  if (listed.length === 0) return null;
  return (
    <div class="faults" role="alert">
      <h2>Nothing was saved yet</h2>
      <ul>
        {listed.map(({ href, words }) => (
          <li>
            <a href={href}>{words}</a>
          </li>
        ))}
      </ul>
    </div>
  );
};

/** Whatever keeps mail away, or makes it come otherwise than people expect. */
const Standing: FC<{ view: PreferencesView; chrome: Chrome }> = ({ view, chrome }) => {
  const again = <a href={`${chrome.formBase}/subscribe`}>Subscribe again</a>;
  if (view.state === 'unsubscribed')
    return (
      <p class="standing">
        <strong>You have left:</strong> no mail comes. {again} to get every post; what you chose before is not
        kept for that.
      </p>
    );
  if (view.state === 'pending')
    return (
      <p class="standing">
        <strong>You have not confirmed yet:</strong> no mail comes before you press the button that the link
        in the confirmation mail leads to. {again} to get a new one.
      </p>
    );
  if (view.suppressed !== null)
    return (
      <p class="standing">
        <strong>No mail is sent to this address:</strong> {suppressionWords(view.suppressed)}
      </p>
    );
  return (
    <>
      {view.pausedUntil === null ? null : (
        <p class="standing">
          <strong>Paused:</strong> no mail comes before {view.pausedUntil}.
        </p>
      )}
      {view.digest ? (
        <p class="standing">
          <strong>Once a month:</strong> you get one mail at the beginning of a month, with what came out in
          the month before.
        </p>
      ) : null}
      {view.noTrackLeft ? (
        <p class="standing">
          <strong>No post comes:</strong> the tracks you had chosen are no longer there. Choose among those
          below.
        </p>
      ) : null}
    </>
  );
};

function suppressionWords(reason: SuppressionReason): string {
  switch (reason) {
    case 'bounced':
      return 'the last ones came back as undeliverable. When the mailbox works again, subscribe once more.';
    case 'complained':
      return 'one was reported as spam. Reply to any earlier mail if that was a mistake.';
    case 'author':
      return 'the author of this blog has excluded it.';
    case 'erased':
      return 'it was to be forgotten. Subscribe once more to get mail again.';
    default:
      return never(reason);
  }
}

const Ways: FC<{ view: PreferencesView }> = ({ view }) => (
  <section class="ways" aria-labelledby="ways-title">
    <h2 id="ways-title">Your data, and the way out</h2>
    <ul class="choices">
      {view.state === 'active' ? (
        <li>
          <PressButton press={view.unsubscribe} label="Unsubscribe" quiet />
          <p class="quiet">No more mail, from that moment on.</p>
        </li>
      ) : null}
      <li>
        <a class="link-button" href={view.dataHref} download="my-data.json">
          Download my data
        </a>
        <p class="quiet">Everything that is stored about you, as one JSON file.</p>
      </li>
      <li>
        <a class="link-button" href={view.eraseHref}>
          Erase me
        </a>
        <p class="quiet">Your address, name and preferences are forgotten. You are asked once more.</p>
      </li>
    </ul>
  </section>
);
