import type { EmailAddress } from '../core/email-address.ts';
import type { FrozenContent } from '../domain/deliveries/delivery.ts';
import { composeEditionMail, type EditionHeaders, type EditionReader } from '../mail/compose/edition-mail.ts';
import type { EmbeddedPicture } from '../mail/compose/mime.ts';
import type { RenderedMail, SingleMailHeaders } from '../mail/compose/single-mail.ts';
import type { OutgoingMail } from '../mail/relay/relay.ts';

/**
 * One reader's copy in a test run: to the test address, with the reader in its subject and in the name beside that address; all else is as
 * the reader would get it. Composed on its own, as the subjects differ. @throws AppError `invalid` as `composeEditionMail`
 */
export function testCopy(
  frozen: FrozenContent,
  headers: EditionHeaders,
  reader: EditionReader,
  allMailTo: EmailAddress,
  pictures: readonly EmbeddedPicture[] = [],
): Promise<OutgoingMail> {
  const subject = testSubject(frozen.subject, reader.address);
  return composeEditionMail(
    { ...frozen, subject },
    headers,
    { ...reader, redirectedTo: allMailTo },
    pictures,
  );
}

/** A single mail with its headers as they leave: in test mode redirected like an edition's copies, else as they are. */
export function redirected(
  mail: RenderedMail,
  headers: SingleMailHeaders,
  allMailTo: EmailAddress | null,
): readonly [RenderedMail, SingleMailHeaders] {
  if (allMailTo === null) return [mail, headers];
  const subject = testSubject(mail.subject, headers.to);
  return [
    { ...mail, subject },
    { ...headers, redirectedTo: allMailTo },
  ];
}

function testSubject(subject: string, reader: EmailAddress): string {
  return `[test, for ${reader}] ${subject}`;
}
