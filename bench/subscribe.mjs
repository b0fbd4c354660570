// Durable sign-ups a second over HTTP, with the guards on: many people at many IP addresses behind a proxy, against a bare Hono server that does one
// durable insert for each request. What is measured takes turns. Then the same while an edition goes out to 100,000 readers, from the same process
// (`fortnight serve`) to a server on the loopback that takes everything.

import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { build } from '../scripts/build.mjs';
import { startProgram } from '../scripts/program.mjs';
import { writeWorkspace } from '../scripts/workspace.mjs';
import { untilSaid } from './app/worker.mjs';
import { openWorkspaceWith, PROGRAM, scratchFolder } from './app/workspaces.mjs';
import { conclude, machine, middle, must, printTable, words } from './figures.mjs';
import { signUp } from './subscribe/visitors.mjs';
import { ensurePostfix, startSink } from './wire/sink.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 7);
const COUNT = Number(process.env.COUNT ?? 10_000);
const CONNECTIONS = Number(process.env.CONNECTIONS ?? 64);
/** Of the edition that goes out meanwhile. */
const READERS = Number(process.env.READERS ?? 100_000);
/** Set for the bench: so much is no spike, and more than it can send. What is counted for each client is counted all the same. */
const LIMITS = 'client=4000000/h, network=4000000/h, all=4000000/h, unconfirmed=9000000/h';

await build();
const scratch = scratchFolder();
const servers = [];
try {
  const ours = await startOurs(join(scratch.path, 'workspace'));
  const bare = await startBare(join(scratch.path, 'bare.db'));
  let first = 0;
  const run = async (port, form = false) => {
    const figures = await signUp(port, { first, count: COUNT, connections: CONNECTIONS, form });
    if (figures.taken !== COUNT) throw new Error(`only ${figures.taken} of ${COUNT} were taken`);
    first += COUNT;
    return figures;
  };
  const turns = { json: () => run(ours.port), form: () => run(ours.port, true), bare: () => run(bare.port) };
  for (const turn of Object.values(turns)) await turn(); // the compiler's turn
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = Object.keys(turns);
    const measured = {};
    for (const which of round % 2 === 0 ? order : order.toReversed()) measured[which] = await turns[which]();
    rounds.push(measured);
  }
  const written = pendingIn(ours.root);
  if (written !== (ROUNDS + 1) * 2 * COUNT) throw new Error(`${written} readers are in the database`);
  report(rounds, await signUpsDuringASend());
} finally {
  for (const server of servers) server.kill('SIGKILL');
  scratch.remove();
}

async function startOurs(root) {
  mkdirSync(root);
  writeWorkspace(root, ['# A post\n']);
  const program = startProgram(PROGRAM, root, ['web'], { FORTNIGHT_SIGNUP_LIMITS: LIMITS });
  servers.push(program);
  await untilSaid(program, /listening on [\d.]+:\d+/, 'out');
  return { root, port: portIn(program.out()) };
}

/** The edition has to be under way from the first sign-up to the last; what it loses by them is told as well. */
async function signUpsDuringASend() {
  await ensurePostfix();
  const root = join(scratch.path, 'sending');
  await openWorkspaceWith(root, READERS);
  const sink = await startSink();
  try {
    const variables = { FORTNIGHT_SIGNUP_LIMITS: LIMITS, SMTP_URL: `smtp://127.0.0.1:${sink.port}` };
    const program = startProgram(PROGRAM, root, ['serve'], variables);
    servers.push(program);
    await untilSaid(program, /listening on [\d.]+:\d+/, 'out');
    await untilSent(root, READERS / 100);
    const before = { sent: sentIn(root), at: performance.now() };
    const run = { first: 0, count: COUNT, connections: CONNECTIONS, form: false };
    const figures = await signUp(portIn(program.out()), run);
    const sent = sentIn(root);
    if (figures.taken !== COUNT) throw new Error(`only ${figures.taken} of ${COUNT} were taken`);
    if (sent >= READERS)
      throw new Error('the edition was out before the sign-ups were: READERS is too small');
    return { ...figures, sentPerSecond: (sent - before.sent) / ((performance.now() - before.at) / 1_000) };
  } finally {
    sink.close();
  }
}

async function untilSent(root, count) {
  while (sentIn(root) < count) await setTimeout(100);
}

function sentIn(root) {
  const db = new Database(join(root, 'data', 'fortnight.db'), { readonly: true });
  try {
    return db.prepare(`SELECT count(*) FROM deliveries WHERE state = 'sent'`).pluck().get();
  } finally {
    db.close();
  }
}

async function startBare(file) {
  const script = join(dirname(fileURLToPath(import.meta.url)), 'subscribe', 'bare-server.mjs');
  const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  servers.push(child);
  const out = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdout.setEncoding('utf8').once('data', resolve);
  });
  return { port: portIn(out) };
}

function portIn(out) {
  return Number(/listening on [\d.]+:(\d+)/.exec(out)?.[1]);
}

function pendingIn(root) {
  const db = new Database(join(root, 'data', 'fortnight.db'), { readonly: true });
  try {
    return db
      .prepare(
        `SELECT count(*) FROM subscribers s JOIN single_mails m ON m.subscriber_id = s.id WHERE s.state = 'pending'`,
      )
      .pluck()
      .get();
  } finally {
    db.close();
  }
}

function report(rounds, sending) {
  const figures = {
    jsonPerSecond: middle(rounds, ({ json }) => json.perSecond),
    formPerSecond: middle(rounds, ({ form }) => form.perSecond),
    barePerSecond: middle(rounds, ({ bare }) => bare.perSecond),
    jsonToBare: middle(rounds, ({ json, bare }) => json.perSecond / bare.perSecond),
    formToBare: middle(rounds, ({ form, bare }) => form.perSecond / bare.perSecond),
    jsonP99Ms: middle(rounds, ({ json }) => json.p99),
    formP99Ms: middle(rounds, ({ form }) => form.p99),
    bareP99Ms: middle(rounds, ({ bare }) => bare.p99),
  };
  process.stdout.write(
    `medians (least to most) of ${ROUNDS} rounds of ${COUNT} sign-ups over ${CONNECTIONS} connections; ${machine()}\n`,
  );
  printTable([
    ['sign-ups a second, as JSON', words(figures.jsonPerSecond)],
    ['sign-ups a second, by the form', words(figures.formPerSecond)],
    ['a bare server with one insert each, a second', words(figures.barePerSecond)],
    ['JSON to the bare server', words(figures.jsonToBare)],
    ['the form to the bare server', words(figures.formToBare)],
    ['99 of 100 answered within, JSON, ms', words(figures.jsonP99Ms)],
    ['  by the form', words(figures.formP99Ms)],
    ['  by the bare server', words(figures.bareP99Ms)],
    ['during a send: sign-ups a second, as JSON', String(Math.round(sending.perSecond))],
    ['  99 of 100 answered within, ms', String(Math.round(sending.p99))],
    ['  mails sent a second meanwhile', String(Math.round(sending.sentPerSecond))],
  ]);
  conclude(
    { bench: 'subscribe', rounds: ROUNDS, count: COUNT, connections: CONNECTIONS, ...figures, sending },
    [
      must('sign-ups a second, as JSON', figures.jsonPerSecond.median, { least: 3_000, aim: 3_000 }),
      must('99 of 100 answered within, ms', figures.jsonP99Ms.median, { most: 50, aim: 50 }),
    ],
  );
}
