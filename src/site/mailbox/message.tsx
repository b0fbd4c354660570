import type { FC } from 'hono/jsx';
import { never } from '../../core/errors.ts';
import type { Chrome } from '../chrome.ts';
import { instantInWords } from '../dates.ts';
import type { MailboxEntry } from './list.tsx';
import { mailboxPage } from './mailbox-page.tsx';

/** One side of a message. The HTML is shown in a sandboxed frame from `frameHref`, which must be served with a policy of its own. */
export type MailboxPart =
  | { readonly tab: 'html'; readonly frameHref: string }
  | { readonly tab: 'text'; readonly text: string }
  | { readonly tab: 'source'; readonly text: string }
  | {
      readonly tab: 'headers';
      readonly headers: readonly { readonly name: string; readonly value: string }[];
    };

export type MailboxTab = MailboxPart['tab'];

export interface MailboxMessage {
  readonly summary: MailboxEntry;
  readonly part: MailboxPart;
  /** The tabs there are; a message without HTML has none for it. */
  readonly tabs: readonly { readonly tab: MailboxTab; readonly href: string }[];
  readonly listHref: string;
}

export function mailboxMessagePage(message: MailboxMessage, chrome: Chrome): string {
  const { summary, part } = message;
  const subject = summary.subject === '' ? '(no subject)' : summary.subject;
  const body = (
    <>
      <header class="page-header">
        <p class="eyebrow">
          <a href={message.listHref}>Mailbox</a>
        </p>
        <h1 class="mail-title">{subject}</h1>
        <Envelope summary={summary} />
      </header>
      <nav class="tabs" aria-label="Views of this message">
        <ul>
          {message.tabs.map(({ tab, href }) => (
            <li>
              <a href={href} aria-current={tab === part.tab ? 'page' : undefined}>
                {tabLabel(tab)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Part part={part} subject={subject} />
    </>
  );
  return mailboxPage(subject, body, chrome);
}

const Envelope: FC<{ summary: MailboxEntry }> = ({ summary }) => (
  <dl class="envelope">
    <dt>From</dt>
    <dd>{summary.from}</dd>
    <dt>To</dt>
    <dd>{summary.to}</dd>
    <dt>Received</dt>
    <dd>
      <time datetime={new Date(summary.receivedAt).toISOString()}>{instantInWords(summary.receivedAt)}</time>
    </dd>
  </dl>
);

const Part: FC<{ part: MailboxPart; subject: string }> = ({ part, subject }) => {
  switch (part.tab) {
    case 'html':
      // Links open in the whole window, so that a confirmation can be tried; scripts never run.
      return (
        <iframe
          class="mail-frame"
          src={part.frameHref}
          title={`HTML of “${subject}”`}
          sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
          referrerpolicy="no-referrer"
        />
      );
    case 'text':
    case 'source':
      return (
        <section class="code-scroll mail-text" aria-label={tabLabel(part.tab)} tabindex={0}>
          <pre>{part.text}</pre>
        </section>
      );
    case 'headers':
      return <Headers headers={part.headers} />;
    default:
      return never(part);
  }
};

const Headers: FC<{ headers: readonly { name: string; value: string }[] }> = ({ headers }) => (
  <dl class="mail-headers">
    {headers.map(({ name, value }) => (
      <div>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

function tabLabel(tab: MailboxTab): string {
  switch (tab) {
    case 'html':
      return 'HTML';
    case 'text':
      return 'Text';
    case 'source':
      return 'Source';
    case 'headers':
      return 'Headers';
    default:
      return never(tab);
  }
}
