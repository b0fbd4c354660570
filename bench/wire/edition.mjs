import { load } from '../calendar/bundle.mjs';

const BLOG_URL = 'https://blog.example';
const [UNSUBSCRIBE, PREFERENCES, READER] = ['UNSUBSCRIBE_URL', 'PREFERENCES_URL', 'READER'].map(
  (name) => `%%FN:${name}%%`,
);

/** Our client and an edition of about 27 kB, from their sources. */
export async function loadEdition() {
  const ours = await load([
    'src/mail/smtp/smtp-relay.ts',
    'src/mail/smtp/wire-form.ts',
    'src/mail/compose/edition-mail.ts',
    'src/mail/compose/mime.ts',
    'src/mail/compose/places.ts',
    'src/mail/templates/escape-html.ts',
    'src/app/sender.ts',
    'src/app/unsubscribe.ts',
    'src/app/preference-link.ts',
    'src/app/return-addresses.ts',
    'src/core/keyring.ts',
  ]);
  const app = {
    config: { url: BLOG_URL, inbound: { address: { local: null, domain: 'news.blog.example' } } },
    keyring: ours.openKeyring('a secret of the bench, and of nothing else'),
  };
  const frozen = editionOf(27_000);
  const compose = await ours.prepareEditionMail(frozen, HEADERS);
  /** A third without a name, and a tenth of the names needs encoding. */
  const addressOf = (number) => `reader.number.${number}@example.org`;
  const readerOf = (number) => ({
    address: addressOf(number),
    name: number % 3 === 0 ? null : number % 10 === 1 ? 'Zoë Müller' : 'Alice Carroll',
    messageId: ours.ourMessageId(app, 'e', 12, number),
    unsubscribeUrl: ours.unsubscribeUrl(app, number),
    unsubscribeAddress: ours.unsubscribeAddress(app, number),
    preferencesUrl: ours.preferencesUrl(app, number, addressOf(number)),
    bounceAddress: ours.bounceAddress(app, 12, number),
  });
  return {
    ...ours,
    readerOf,
    /** What a worker does for one reader. */
    copyFor: (number) => compose(readerOf(number)),
    /** What one would write without an edition in common: the same mail, each time from its parts. */
    composeAlone: (number) => composeAlone(ours, frozen, readerOf(number)),
  };
}

const HEADERS = {
  from: { name: 'Ali', address: 'ali@blog.example' },
  replyTo: null,
  envelopeFrom: 'bounce@blog.example',
  date: Date.UTC(2026, 11, 8, 19),
  blog: { title: 'Professional Imposter Syndrome', url: BLOG_URL },
  owner: 'ali@blog.example',
  helpUrl: `${BLOG_URL}/leave`,
  archiveUrl: `${BLOG_URL}/archive/`,
  postUrl: `${BLOG_URL}/posts/raft-1/`,
  editionKey: 'regular:raft-1',
};

function composeAlone({ composeMime, unsubscribeHeaders, fillPlaces, escapeHtml }, frozen, reader) {
  const values = {
    UNSUBSCRIBE_URL: reader.unsubscribeUrl,
    PREFERENCES_URL: reader.preferencesUrl,
    READER: reader.name === null ? reader.address : `${reader.name} (${reader.address})`,
  };
  return composeMime({
    ...HEADERS,
    to: reader,
    subject: frozen.subject,
    messageId: reader.messageId,
    headers: unsubscribeHeaders(reader.unsubscribeUrl, reader.unsubscribeAddress),
    html: fillPlaces(frozen.html, values, escapeHtml),
    text: fillPlaces(frozen.text, values, (value) => value),
  });
}

/** Two parts, the HTML longer than the text, with the places of the shipped template at their feet. */
function editionOf(size) {
  const line = 'The leader’s log is the truth; a follower’s is a copy of it, 100 % of the time (or = less).';
  const text = `${line}\n`.repeat(Math.ceil(size / 3.9 / line.length));
  const html = `<p style="margin:0 0 16px">${line}</p>\n`.repeat(Math.ceil((size * 2) / 5.2 / line.length));
  return {
    subject: 'Raft, part 1',
    html: `<html><body>${html}<p>This is for ${READER}, who subscribed. <a href="${UNSUBSCRIBE}">Unsubscribe</a> <a href="${PREFERENCES}">Preferences</a></p></body></html>\n`,
    text: `${text}\n--\nThis is for ${READER}, who subscribed.\nUnsubscribe: ${UNSUBSCRIBE}\nPreferences: ${PREFERENCES}\n`,
    hash: 'ab'.repeat(32),
  };
}
