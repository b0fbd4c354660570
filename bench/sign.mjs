import { createHash } from 'node:crypto';
import { cpus } from 'node:os';
import { loadProgram, makeSources, messageOf } from './sign/program.mjs';
import { openWorkers, prepare, signNow } from './sign/workers.mjs';
import { ensurePostfix, runSource, startSink } from './wire/sink.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 9);
const LOAD = { connections: 10, size: 27_000 };
const OUTSTANDING = 20;
const BUSY = 100; // microseconds of the main thread that a message costs besides
const AT = Date.UTC(2026, 11, 8, 19);

await ensurePostfix();
const loaded = await loadProgram();
const { openSigner, parseKeys, openSmtpRelay, signRaw } = loaded.program;
const sources = makeSources();
const keys = parseKeys(sources);
const raw = messageOf(LOAD.size);
const texts = await openWorkers('texts', loaded, sources, 2);
const messages = await openWorkers('messages', loaded, sources, 2);
const unsigned = { sign: async (mail) => mail };
const SIGNERS = {
  unsigned,
  pool: poolWith(keys),
  'pool, RSA alone': poolWith(keys.slice(0, 1)),
  'workers, which sign': texts,
  'workers, which do everything': messages,
};

await checkThatAllAgree();
reportParts();
report('signing', await rounds(signAll));
const sink = await startSink();
report('wire', await rounds(sendAll));
sink.close();
await Promise.all([texts.close(), messages.close()]);
loaded.done();

function poolWith(some) {
  const signer = openSigner(some, null);
  return { sign: (mail, at) => signRaw(signer, mail, at) };
}

/** Otherwise figures would be compared of things that differ. */
async function checkThatAllAgree() {
  const signed = await Promise.all(
    ['pool', 'workers, which sign', 'workers, which do everything'].map((name) =>
      SIGNERS[name].sign(raw, AT),
    ),
  );
  if (!signed.every((one) => one.equals(signed[0]))) throw new Error('the signers do not agree');
}

/** What one message costs, part by part, on one thread. */
function reportParts() {
  const [rsa, ed25519] = prepare(loaded.program, keys, raw, AT);
  const quarter = raw.subarray(0, raw.length / 4);
  const parts = {
    'header put together, body hashed': () => prepare(loaded.program, keys, raw, AT),
    'a quarter of the body hashed': () => createHash('sha256').update(quarter).digest(),
    'RSA signature': () => signNow(keys[0], rsa.text),
    'Ed25519 signature': () => signNow(keys[1], ed25519.text),
  };
  process.stdout.write('one message on one thread, medians (least to most):\n');
  for (const [name, part] of Object.entries(parts))
    process.stdout.write(`${name.padEnd(34)}${words(middle(microsOf(part)))} us\n`);
}

function microsOf(part) {
  return Array.from({ length: 400 }, () => {
    const started = performance.now();
    part();
    return (performance.now() - started) * 1_000;
  });
}

/** All one right after the other, so often: on a machine with other work, only what ran side by side can be compared. */
async function rounds(round) {
  await round(300);
  const all = [];
  for (let count = 0; count < ROUNDS; count += 1) all.push(await round(3_000));
  return all;
}

/** Signing alone, while each message keeps the main thread busy for a while. */
async function signAll(count) {
  const round = {};
  for (const [name, signer] of Object.entries(SIGNERS)) {
    round[name] = await timed(count, async () => {
      spin(BUSY);
      await signer.sign(raw, AT);
    });
  }
  return round;
}

/** Signing and sending over real SMTP, against Postfix's own load generator. */
async function sendAll(count) {
  const source = await runSource(sink.port, { ...LOAD, messages: count * 3 });
  const round = { 'smtp-source -d': { perSecond: source, cpuMicros: 0 } };
  for (const [name, signer] of Object.entries(SIGNERS)) {
    const relay = openSmtpRelay(`smtp://127.0.0.1:${sink.port}`, {
      name: 'bench.example',
      maxConnections: LOAD.connections,
    });
    round[name] = await timed(count, async (number) => {
      const envelope = { from: 'bounce@blog.example', to: `reader${number}@example.org` };
      const mail = { envelope, messageId: `<${number}@bench.example>`, raw: await signer.sign(raw, AT) };
      const { kind } = await relay.send(mail);
      if (kind !== 'accepted') throw new Error(kind);
    });
    relay.close();
  }
  return round;
}

async function timed(count, one) {
  let number = 0;
  const started = performance.now();
  const before = process.cpuUsage();
  const lane = async () => {
    while (number < count) await one(number++);
  };
  await Promise.all(Array.from({ length: OUTSTANDING }, lane));
  const { user, system } = process.cpuUsage(before);
  return { perSecond: count / ((performance.now() - started) / 1000), cpuMicros: (user + system) / count };
}

function spin(micros) {
  const until = performance.now() + micros / 1000;
  while (performance.now() < until);
}

function report(what, all) {
  const [base] = Object.keys(all[0]);
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
  process.stdout.write(
    `\n${what}: medians (least to most) of ${ROUNDS} rounds; ${LOAD.size} bytes; ${machine}\n`,
  );
  const figures = Object.keys(all[0]).map((name) => ({
    name,
    perSecond: middle(all.map((round) => round[name].perSecond)),
    cpuMicros: middle(all.map((round) => round[name].cpuMicros)),
    ofBase: middle(all.map((round) => round[name].perSecond / round[base].perSecond)),
    ofPool: middle(all.map((round) => round[name].perSecond / round.pool.perSecond)),
  }));
  for (const { name, perSecond, cpuMicros, ofBase, ofPool } of figures) {
    const columns = [
      `${words(perSecond)} a second`,
      `${words(cpuMicros)} us`,
      `${words(ofBase)} of ${base}`,
      `${words(ofPool)} of pool`,
    ];
    process.stdout.write(`${name.padEnd(30)}${columns.join('  ')}\n`);
  }
  process.stdout.write(`${JSON.stringify({ bench: `sign, ${what}`, rounds: ROUNDS, ...LOAD, figures })}\n`);
}

function middle(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)], least: sorted[0], most: sorted.at(-1) };
}

function words({ median, least, most }) {
  return `${short(median).padStart(5)} (${short(least)} to ${short(most)})`;
}

function short(figure) {
  return figure >= 100 ? String(Math.round(figure)) : figure.toFixed(2);
}
