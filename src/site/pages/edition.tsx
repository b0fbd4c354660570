import type { FC } from 'hono/jsx';
import { never } from '../../core/errors.ts';
import type { EditionState } from '../../domain/deliveries/delivery.ts';
import type { Chrome } from '../chrome.ts';
import { renderPage } from '../page.tsx';
import { type Press, PressButton } from './press.tsx';

/** What the author is shown about a mailing, and what can still be decided about it. */
export interface EditionView {
  readonly subject: string;
  /** The post on the web; null when the edition is about no single post. */
  readonly postUrl: string | null;
  readonly state: EditionState['kind'];
  /** One sentence on what happens next, e.g. when it leaves and to how many; null when the state says it all. */
  readonly next: string | null;
  /** Only those that make sense now, the most likely first: it gets the strong button. */
  readonly choices: readonly EditionChoice[];
}

export interface EditionChoice {
  readonly kind: 'hold' | 'send-now' | 'approve';
  readonly press: Press;
}

/** The page behind the links in the author's preview. */
export function editionPage(view: EditionView, chrome: Chrome): string {
  const body = (
    <div class="notice notice-subject">
      <p class="eyebrow">
        Mailing <span class={`tag tag-${view.state}`}>{stateAllowsWords(view.state)}</span>
      </p>
      <h1>{view.subject}</h1>
      {view.next === null ? null : <p class="lead">{view.next}</p>}
      {view.choices.length === 0 ? <p>There is nothing left to decide.</p> : <Choices view={view} />}
      {view.postUrl === null ? null : (
        <p class="more">
          <a href={view.postUrl}>Read the post on the web</a>
        </p>
      )}
    </div>
  );
  return renderPage({ title: view.subject, body, noindex: true }, chrome);
}

const Choices: FC<{ view: EditionView }> = ({ view }) => (
  <ul class="choices">
    {view.choices.map(({ kind, press }, index) => (
      <li>
        <PressButton press={press} label={choiceLabel(kind)} quiet={index > 0} />
        <p class="quiet">{choiceMeaning(kind)}</p>
      </li>
    ))}
  </ul>
);

function choiceLabel(kind: EditionChoice['kind']): string {
  switch (kind) {
    case 'hold':
      return 'Hold';
    case 'send-now':
      return 'Send now';
    case 'approve':
      return 'Approve';
    default:
      return never(kind);
  }
}

function choiceMeaning(kind: EditionChoice['kind']): string {
  switch (kind) {
    case 'hold':
      return 'Nothing is mailed until you say so. The post stays on the web.';
    case 'send-now':
      return 'To every reader, without waiting any longer. It cannot be called back.';
    case 'approve':
      return 'It leaves at its time, exactly as in the preview.';
    default:
      return never(kind);
  }
}

function stateAllowsWords(state: EditionView['state']): string {
  switch (state) {
    case 'pending':
      return 'waiting';
    case 'held':
      return 'held';
    case 'opening':
    case 'open':
      return 'being sent';
    case 'paused':
      return 'paused';
    case 'complete':
      return 'sent';
    case 'cancelled':
      return 'cancelled';
    default:
      return never(state);
  }
}
