import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import PostalMime from 'postal-mime';
import { load } from './calendar/bundle.mjs';
import { conclude, machine, middle, must, printTable, words } from './figures.mjs';

// node bench/classify.mjs: messages of the project's samples, read and classified, beside a library that only reads them.
const ROUNDS = Number(process.env.ROUNDS ?? 9);

const folder = fileURLToPath(new URL('../tests/fixtures/inbound/', import.meta.url));
const messages = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => readFileSync(`${folder}${name}`));
const { readInboundMail, classify } = await load([
  'src/mail/inbound/read-mail.ts',
  'src/domain/inbound/classify.ts',
]);

const rounds = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  const figures = {
    classified: await perSecond((message) => classify(readInboundMail(message))),
    read: await perSecond((message) => readInboundMail(message)),
    library: await perSecond((message) => PostalMime.parse(message)),
  };
  if (round > 0) rounds.push(figures); // the first is the compiler's turn
}
report();

/** Messages for each second of this process's time: what other programs do meanwhile counts little. */
async function perSecond(work) {
  const before = process.cpuUsage();
  for (const message of messages) await work(message);
  const { user, system } = process.cpuUsage(before);
  return (messages.length / (user + system)) * 1e6;
}

function report() {
  const figures = {
    classified: middle(rounds, (round) => round.classified),
    read: middle(rounds, (round) => round.read),
    library: middle(rounds, (round) => round.library),
    ratio: middle(rounds, (round) => round.classified / round.library),
  };
  process.stdout.write(
    `messages a second of CPU, medians (least to most) of ${ROUNDS} rounds of ${messages.length} messages; ${machine()}\n`,
  );
  printTable([
    ['read and classified', words(figures.classified)],
    ['  only read', words(figures.read)],
    ['only read by postal-mime', words(figures.library)],
    ['classified, as a part of what postal-mime reads', words(figures.ratio)],
  ]);
  conclude({ bench: 'classify', rounds: ROUNDS, messages: messages.length, ...figures }, [
    must('messages a second', figures.classified.median, { least: 500, aim: 1000 }),
  ]);
}
