import { join } from 'node:path';
import { build } from '../scripts/build.mjs';
import { commitMillis } from './app/disk.mjs';
import { runWorker, weighFirstMail } from './app/worker.mjs';
import { copyOf, openWorkspaceWith, scratchFolder, signingVariables } from './app/workspaces.mjs';
import { conclude, machine, middle, must, printTable, words } from './figures.mjs';
import { startDelayingProxy } from './wire/delaying-proxy.mjs';
import { runNodemailer } from './wire/senders.mjs';
import { ensurePostfix, runSource, startSink } from './wire/sink.mjs';

const PAIRS = Number(process.env.PAIRS ?? 7);
const READERS = Number(process.env.READERS ?? 15_000);
const FAR_READERS = 600;
const BASELINE = 1_500; // messages by sendMail, which is slow
const CONNECTIONS = 10;
const ONE_WAY = 20; // milliseconds: a round trip of 40

await ensurePostfix();
await build();
const scratch = scratchFolder();
const sink = await startSink();
try {
  await measure();
} finally {
  sink.close();
  scratch.remove();
}

async function measure() {
  const base = join(scratch.path, 'near');
  const farBase = join(scratch.path, 'far');
  await openWorkspaceWith(base, READERS);
  await openWorkspaceWith(farBase, FAR_READERS);
  const { bytes } = await weighFirstMail(copyOf(farBase, join(scratch.path, 'weighed')));
  const signing = await provenSigning(farBase);
  const rounds = [];
  for (let pair = 1; pair <= PAIRS; pair += 1) {
    process.stderr.write(`round ${pair} of ${PAIRS} …\n`);
    rounds.push(await measureRound(base, bytes, signing));
  }
  const far = await measureFar(farBase);
  report({ bytes, rounds, far, signed: signing !== null });
}

/** Null where this version cannot sign. A row of mails that were not signed after all would be a lie. */
async function provenSigning(base) {
  const variables = signingVariables(scratch.path);
  if (variables === null) return null;
  const { signed } = await weighFirstMail(copyOf(base, join(scratch.path, 'weighed')), variables);
  return signed ? variables : null;
}

/** All one right after the other: on a machine with other work, only what ran side by side can be compared. */
async function measureRound(base, size, signing) {
  const load = { connections: CONNECTIONS, size };
  const disk = commitMillis(scratch.path);
  const source = await runSource(sink.port, { ...load, messages: READERS });
  const ours = await runWorker(fresh(base), sink.port, { connections: CONNECTIONS });
  const sendMail = await runNodemailer(sink.port, { ...load, messages: BASELINE });
  if (signing === null) return { disk, source, ours, sendMail, signed: null };
  const sourceAgain = await runSource(sink.port, { ...load, messages: READERS });
  const signed = await runWorker(fresh(base), sink.port, { connections: CONNECTIONS, variables: signing });
  return { disk, source, ours, sendMail, signed, sourceAgain };
}

async function measureFar(base) {
  const far = await startDelayingProxy(sink.port, ONE_WAY);
  const rounds = [];
  for (let pair = 1; pair <= Math.min(PAIRS, 5); pair += 1) {
    process.stderr.write(`round ${pair} at ${2 * ONE_WAY} ms …\n`);
    rounds.push(await runWorker(fresh(base), far.port, { connections: CONNECTIONS }));
  }
  far.close();
  return rounds;
}

function fresh(base) {
  return copyOf(base, join(scratch.path, 'run'));
}

function report({ bytes, rounds, far, signed }) {
  const figures = {
    sourcePerSecond: middle(rounds, ({ source }) => source),
    perSecond: middle(rounds, ({ ours }) => ours.perSecond),
    sendMailPerSecond: middle(rounds, ({ sendMail }) => sendMail.perSecond),
    commitMillis: middle(rounds, ({ disk }) => disk),
    cpuMicros: middle(rounds, ({ ours }) => ours.cpuMicros),
    toSource: middle(rounds, ({ ours, source }) => ours.perSecond / source),
    toSendMail: middle(rounds, ({ ours, sendMail }) => ours.perSecond / sendMail.perSecond),
    signedPerSecond: signed ? middle(rounds, (each) => each.signed.perSecond) : null,
    signedToSource: signed ? middle(rounds, (each) => each.signed.perSecond / each.sourceAgain) : null,
    farPerSecond: middle(far, ({ perSecond }) => perSecond),
  };
  process.stdout.write(
    `medians (least to most) of ${PAIRS} rounds; ${READERS} readers, ${CONNECTIONS} connections, ${bytes} bytes, ledger durable; ${machine()}\n`,
  );
  printTable(rowsOf(figures));
  const setting = { pairs: PAIRS, readers: READERS, connections: CONNECTIONS, size: bytes };
  conclude({ bench: 'send', ...setting, ...figures }, mustsOf(figures));
}

function mustsOf({ toSource, signedToSource, toSendMail, farPerSecond }) {
  return [
    must('to smtp-source -d', toSource.median, { least: 0.6, aim: 0.9 }),
    ...(signedToSource === null
      ? []
      : [must('signed, to smtp-source -d', signedToSource.median, { least: 0.3, aim: 0.5 })]),
    must('to sendMail', toSendMail.median, { least: 4, aim: 8 }),
    must(`a second at ${2 * ONE_WAY} ms`, farPerSecond.median, { least: 100, aim: 200 }),
  ];
}

function rowsOf(figures) {
  const signed =
    figures.signedPerSecond === null
      ? [
          [
            '  the application, signing (RSA-2048)',
            'left out: the worker signs nothing, whatever DKIM_KEY says',
          ],
        ]
      : [
          ['  the application, signing (RSA-2048)', words(figures.signedPerSecond)],
          ['signing, to smtp-source', words(figures.signedToSource)],
        ];
  return [
    ['messages a second on the loopback', ''],
    ['  smtp-source -d', words(figures.sourcePerSecond)],
    ['  nodemailer.sendMail', words(figures.sendMailPerSecond)],
    ['  the application', words(figures.perSecond)],
    ...signed,
    ['the application to smtp-source', words(figures.toSource)],
    ['the application to nodemailer.sendMail', words(figures.toSendMail)],
    ["microseconds of the worker's CPU a message", words(figures.cpuMicros)],
    ['milliseconds until a small write is on the disk', words(figures.commitMillis)],
    [`messages a second at ${2 * ONE_WAY} ms`, words(figures.farPerSecond)],
  ];
}
