import { machine, middle, printTable, words } from './figures.mjs';
import { startDelayingProxy } from './wire/delaying-proxy.mjs';
import { loadEdition } from './wire/edition.mjs';
import { runNodemailer, runOurs } from './wire/senders.mjs';
import { ensurePostfix, runSource, startSink } from './wire/sink.mjs';

const PAIRS = Number(process.env.PAIRS ?? 7);
const LOAD = { connections: 10, size: 27_000 };
const ONE_WAY = 20; // milliseconds: a round trip of 40

await ensurePostfix();
const client = await loadEdition();
const sink = await startSink();
const far = await startDelayingProxy(sink.port, ONE_WAY);
const near = await measureNear();
const distant = await measureFar();
far.close();
sink.close();
report();

/** All three one right after the other, so often: on a machine with other work, only what ran side by side can be compared. */
async function measureNear() {
  const rounds = [];
  await runOurs(client, sink.port, { ...LOAD, messages: 3_000 }); // the compiler's turn
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const source = await runSource(sink.port, { ...LOAD, messages: 15_000 });
    const ours = await runOurs(client, sink.port, { ...LOAD, messages: 15_000 });
    const nodemailer = await runNodemailer(sink.port, { ...LOAD, messages: 1_500 });
    rounds.push({ source, ours, nodemailer });
  }
  return rounds;
}

async function measureFar() {
  const rounds = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const ours = await runOurs(client, far.port, { ...LOAD, messages: 500 });
    const nodemailer = await runNodemailer(far.port, { ...LOAD, messages: 200 });
    rounds.push({ ours, nodemailer });
  }
  return rounds;
}

function report() {
  const figures = {
    sourcePerSecond: middle(near, (round) => round.source),
    oursPerSecond: middle(near, (round) => round.ours.perSecond),
    nodemailerPerSecond: middle(near, (round) => round.nodemailer.perSecond),
    toSource: middle(near, (round) => round.ours.perSecond / round.source),
    toNodemailer: middle(near, (round) => round.ours.perSecond / round.nodemailer.perSecond),
    oursCpuMicros: middle(near, (round) => round.ours.cpuMicros),
    nodemailerCpuMicros: middle(near, (round) => round.nodemailer.cpuMicros),
    farOursPerSecond: middle(distant, (round) => round.ours.perSecond),
    farNodemailerPerSecond: middle(distant, (round) => round.nodemailer.perSecond),
  };
  const rows = [
    ['messages a second on the loopback', ''],
    ['  smtp-source -d', words(figures.sourcePerSecond)],
    ['  our client', words(figures.oursPerSecond)],
    ['  nodemailer.sendMail', words(figures.nodemailerPerSecond)],
    ['our client to smtp-source', words(figures.toSource)],
    ['our client to nodemailer', words(figures.toNodemailer)],
    ["microseconds of the sender's CPU a message", ''],
    ['  our client, with putting the copy together', words(figures.oursCpuMicros)],
    ['  nodemailer.sendMail', words(figures.nodemailerCpuMicros)],
    [`messages a second at ${2 * ONE_WAY} ms`, ''],
    ['  our client', words(figures.farOursPerSecond)],
    ['  nodemailer.sendMail', words(figures.farNodemailerPerSecond)],
  ];
  process.stdout.write(
    `medians (least to most) of ${PAIRS} rounds, ${LOAD.connections} connections, ${LOAD.size} bytes; ${machine()}\n`,
  );
  printTable(rows);
  process.stdout.write(`${JSON.stringify({ bench: 'send-wire', pairs: PAIRS, ...LOAD, ...figures })}\n`);
}
