import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Edition } from '../../domain/deliveries/delivery.ts';
import {
  type EditionHeaders,
  type EditionReader,
  prepareEditionMail,
} from '../../mail/compose/edition-mail.ts';
import type { OutgoingMail } from '../../mail/relay/relay.ts';
import type { App } from '../context.ts';
import { withEmbedded } from '../embedded-pictures.ts';
import { postUrlOf } from '../post-url.ts';
import { senderOf } from '../sender.ts';
import { testCopy } from '../test-mode.ts';

/** An open edition with all that its mails share, loaded once. */
export interface EditionInHand {
  readonly edition: Edition;
  /** Splices one reader's copy: the message itself was composed once. In a test run each is composed on its own. */
  readonly copyFor: (reader: EditionReader) => OutgoingMail | Promise<OutgoingMail>;
}

/** Takes an edition in hand; null when it is not open. */
export async function takeInHand(
  app: App,
  calendar: Calendar,
  edition: Edition,
): Promise<EditionInHand | null> {
  const frozen = await app.store.frozenContent(edition.id);
  if (frozen === null || edition.state.kind !== 'open') return null;
  const { from, replyTo, envelopeFrom, blog } = senderOf(app, calendar);
  const headers: EditionHeaders = {
    from,
    replyTo,
    envelopeFrom,
    // Not when it was resumed: a retry carries the date of the first attempt.
    date: edition.openedAt ?? edition.state.since,
    blog,
    owner: from.address,
    helpUrl: `${app.config.url}/leave`,
    archiveUrl: `${app.config.url}/archive/`,
    postUrl: postUrlOf(app, edition),
    editionKey: edition.key,
  };
  const { html, pictures } = await withEmbedded(app, frozen.html);
  const content = { ...frozen, html };
  const { allMailTo } = app.config;
  const copyFor =
    allMailTo === null
      ? await prepareEditionMail(content, headers, pictures)
      : (reader: EditionReader) => testCopy(content, headers, reader, allMailTo, pictures);
  return { edition, copyFor };
}
