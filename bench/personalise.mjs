import { conclude, machine, middle, must, printTable, words } from './figures.mjs';
import { loadEdition } from './wire/edition.mjs';

// node bench/personalise.mjs: what one reader's copy of an edition costs, beside composing each copy on its own with nodemailer.
const ROUNDS = Number(process.env.ROUNDS ?? 15);
const COPIES = 20_000;
const COMPOSED = 100;

const { copyFor, readerOf, composeAlone, formOf } = await loadEdition();
const bytes = copyFor(1).raw.length;

const rounds = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  const figures = {
    copy: timed(COPIES, (number) => formOf(copyFor(number))),
    raw: timed(COPIES, (number) => copyFor(number).raw),
    tokens: timed(COPIES, (number) => readerOf(number)),
    composed: await timedAsync(COMPOSED, composeAlone),
  };
  if (round > 0) rounds.push(figures); // the first is the compiler's turn
}
report();

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
    copyMicros: middle(rounds, (round) => round.copy),
    tokensMicros: middle(rounds, (round) => round.tokens),
    rawMicros: middle(rounds, (round) => round.raw),
    composedMicros: middle(rounds, (round) => round.composed),
    times: middle(rounds, (round) => round.composed / round.copy),
  };
  const rows = [
    ["a reader's copy, ready for the wire", figures.copyMicros],
    ['  of which: links, addresses and Message-ID, five HMACs', figures.tokensMicros],
    ["a reader's copy as one buffer", figures.rawMicros],
    ['the same mail composed on its own', figures.composedMicros],
    ['that is so many times as long', figures.times],
  ];
  process.stdout.write(
    `microseconds of CPU, medians (least to most) of ${ROUNDS} rounds, ${bytes} bytes; ${machine()}\n`,
  );
  printTable(rows.map(([name, figure]) => [name, words(figure)]));
  conclude({ bench: 'personalise', rounds: ROUNDS, bytes, ...figures }, [
    must('microseconds a copy', figures.copyMicros.median, { most: 20, aim: 10 }),
  ]);
}
