import { cpus } from 'node:os';
import { load } from './calendar/bundle.mjs';

// node bench/personalise.mjs: what one reader's copy of an edition costs, beside composing each copy on its own with nodemailer.
const ROUNDS = Number(process.env.ROUNDS ?? 15);
const COPIES = 20_000;
const COMPOSED = 100;
const URL_OF_BLOG = 'https://blog.example';

const {
  prepareEditionMail,
  composeMime,
  fillPlaces,
  escapeHtml,
  ourMessageId,
  unsubscribeUrl,
  openKeyring,
  formOf,
} = await load([
  'src/mail/compose/edition-mail.ts',
  'src/mail/compose/mime.ts',
  'src/mail/compose/places.ts',
  'src/mail/templates/escape-html.ts',
  'src/app/sender.ts',
  'src/app/unsubscribe.ts',
  'src/core/tokens.ts',
  'src/mail/smtp/wire-form.ts',
]);

const app = {
  config: { url: URL_OF_BLOG },
  keyring: openKeyring('a secret of the bench, and of nothing else'),
};
const headers = {
  from: { name: 'Ali', address: 'ali@blog.example' },
  replyTo: null,
  envelopeFrom: 'bounce@blog.example',
  date: Date.UTC(2026, 11, 8, 19),
  blog: { title: 'Professional Imposter Syndrome', url: URL_OF_BLOG },
  owner: 'ali@blog.example',
  helpUrl: `${URL_OF_BLOG}/leave`,
  archiveUrl: `${URL_OF_BLOG}/archive/`,
  postUrl: `${URL_OF_BLOG}/posts/raft-1/`,
  editionKey: 'regular:raft-1',
};
const frozen = editionOf(27_000);
const compose = await prepareEditionMail(frozen, headers);
const bytes = copyFor(1).raw.length;

const rounds = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  const figures = {
    copy: timed(COPIES, (number) => formOf(copyFor(number))),
    raw: timed(COPIES, (number) => copyFor(number).raw),
    tokens: timed(COPIES, (number) => readerOf(number)),
    composed: await timedAsync(COMPOSED, composedAlone),
  };
  if (round > 0) rounds.push(figures); // the first is the compiler's turn
}
report();

function readerOf(number) {
  return {
    address: `reader.number.${number}@example.org`,
    name: number % 3 === 0 ? null : number % 10 === 1 ? 'Zoë Müller' : 'Alice Carroll',
    messageId: ourMessageId(app, 'e', 12, number),
    unsubscribeUrl: unsubscribeUrl(app, number),
  };
}

function copyFor(number) {
  return compose(readerOf(number));
}

/** What one would write without an edition in common: the same mail, each time from its parts. */
function composedAlone(number) {
  const reader = readerOf(number);
  const values = {
    UNSUBSCRIBE_URL: reader.unsubscribeUrl,
    READER: reader.name === null ? reader.address : `${reader.name} (${reader.address})`,
  };
  return composeMime({
    ...headers,
    to: reader,
    subject: frozen.subject,
    messageId: reader.messageId,
    headers: [['List-Unsubscribe', `<${reader.unsubscribeUrl}>`]],
    html: fillPlaces(frozen.html, values, escapeHtml),
    text: fillPlaces(frozen.text, values, (value) => value),
  });
}

/** Two parts, the HTML twice as long as the text, with the places of the shipped template at their feet. */
function editionOf(size) {
  const line = 'The leader’s log is the truth; a follower’s is a copy of it, 100 % of the time (or = less).';
  const text = `${line}\n`.repeat(Math.ceil(size / 3.9 / line.length));
  const html = `<p style="margin:0 0 16px">${line}</p>\n`.repeat(Math.ceil((size * 2) / 5.2 / line.length));
  const [unsubscribe, reader] = ['%%FN:UNSUBSCRIBE_URL%%', '%%FN:READER%%'];
  return {
    subject: 'Raft, part 1',
    html: `<html><body>${html}<p>This is for ${reader}, who subscribed. <a href="${unsubscribe}">Unsubscribe</a></p></body></html>\n`,
    text: `${text}\n--\nThis is for ${reader}, who subscribed.\nUnsubscribe: ${unsubscribe}\n`,
    hash: 'ab'.repeat(32),
  };
}

/** Microseconds of this process's time for each of so many: what other programs do meanwhile counts little. */
function timed(count, work) {
  const before = process.cpuUsage();
  for (let number = 1; number <= count; number += 1) work(number);
  return spentSince(before) / count;
}

async function timedAsync(count, work) {
  const before = process.cpuUsage();
  for (let number = 1; number <= count; number += 1) await work(number);
  return spentSince(before) / count;
}

function spentSince(before) {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function report() {
  const figures = {
    copyMicros: middle((round) => round.copy),
    tokensMicros: middle((round) => round.tokens),
    rawMicros: middle((round) => round.raw),
    composedMicros: middle((round) => round.composed),
    times: middle((round) => round.composed / round.copy),
  };
  const rows = [
    ["a reader's copy, ready for the wire", figures.copyMicros],
    ['  of which: link and Message-ID, two HMACs', figures.tokensMicros],
    ["a reader's copy as one buffer", figures.rawMicros],
    ['the same mail composed on its own', figures.composedMicros],
    ['that is so many times as long', figures.times],
  ];
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
  process.stdout.write(
    `microseconds of CPU, medians (least to most) of ${ROUNDS} rounds, ${bytes} bytes; ${machine}\n`,
  );
  for (const [name, { median, least, most }] of rows)
    process.stdout.write(`${name.padEnd(46)}${String(median).padStart(8)}  (${least} to ${most})\n`);
  process.stdout.write(`${JSON.stringify({ bench: 'personalise', rounds: ROUNDS, bytes, ...figures })}\n`);
}

/** The median of a figure over the rounds, and its spread. */
function middle(figure) {
  const sorted = rounds.map(figure).toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return { median: rounded(median), least: rounded(sorted[0]), most: rounded(sorted.at(-1)) };
}

function rounded(figure) {
  return figure >= 100 ? Math.round(figure) : Math.round(figure * 100) / 100;
}
