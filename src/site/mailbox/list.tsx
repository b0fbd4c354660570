import type { FC } from 'hono/jsx';
import type { Instant } from '../../core/clock.ts';
import type { Chrome } from '../chrome.ts';
import { instantInWords } from '../dates.ts';
import { mailboxPage } from './mailbox-page.tsx';

/** One message as it stands in the list. */
export interface MailboxEntry {
  readonly id: string;
  readonly receivedAt: Instant;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
}

export interface MailboxList {
  /** Newest first. */
  readonly messages: readonly MailboxEntry[];
  /** The page of one message. */
  readonly hrefOf: (id: string) => string;
  /** The page with older messages; null when these are the last. */
  readonly olderHref: string | null;
}

export function mailboxListPage(list: MailboxList, chrome: Chrome): string {
  const body = (
    <>
      <header class="page-header">
        <h1>Mailbox</h1>
      </header>
      {list.messages.length === 0 ? (
        <p class="lead">No mail yet. Whatever Fortnight sends while no mail server is set up arrives here.</p>
      ) : (
        <ol class="mails">
          {list.messages.map((message) => (
            <Entry message={message} href={list.hrefOf(message.id)} />
          ))}
        </ol>
      )}
      {list.olderHref === null ? null : (
        <p class="more">
          <a href={list.olderHref}>Older mail</a>
        </p>
      )}
    </>
  );
  return mailboxPage('Mailbox', body, chrome);
}

const Entry: FC<{ message: MailboxEntry; href: string }> = ({ message, href }) => (
  <li>
    <a href={href}>
      <span class="mail-subject">{message.subject === '' ? '(no subject)' : message.subject}</span>
      <span class="mail-to">to {message.to}</span>
      <time datetime={new Date(message.receivedAt).toISOString()}>{instantInWords(message.receivedAt)}</time>
    </a>
  </li>
);
