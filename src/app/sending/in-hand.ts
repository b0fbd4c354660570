import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Edition } from '../../domain/deliveries/delivery.ts';
import {
  type ComposeForReader,
  type EditionHeaders,
  prepareEditionMail,
} from '../../mail/compose/edition-mail.ts';
import type { App } from '../context.ts';
import { senderOf } from '../sender.ts';

/** An open edition with all that its mails share, loaded once. */
export interface EditionInHand {
  readonly edition: Edition;
  /** Splices one reader's copy: the message itself was composed once. */
  readonly copyFor: ComposeForReader;
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
    date: edition.state.since,
    blog,
    owner: from.address,
    helpUrl: `${app.config.url}/leave`,
    archiveUrl: `${app.config.url}/archive/`,
    postUrl: edition.topic === null ? `${app.config.url}/` : `${app.config.url}/posts/${edition.topic}/`,
    editionKey: edition.key,
  };
  return { edition, copyFor: await prepareEditionMail(frozen, headers) };
}
