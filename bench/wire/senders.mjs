import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { createTransport } from 'nodemailer';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Our client, from its sources. */
export async function loadOurClient() {
  const folder = mkdtempSync(join(tmpdir(), 'fortnight-bench-'));
  const outfile = join(folder, 'smtp-relay.mjs');
  const entry = join(ROOT, 'src', 'mail', 'smtp', 'smtp-relay.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm' });
  const { openSmtpRelay } = await import(pathToFileURL(outfile).href);
  rmSync(folder, { recursive: true });
  return openSmtpRelay;
}

/**
 * Sends ready-made messages, with so many `send`s outstanding as fill every connection.
 * @returns {Promise<Pace>}
 */
export async function runOurs(openSmtpRelay, port, { messages, connections, size }) {
  const relay = openSmtpRelay(`smtp://127.0.0.1:${port}`, {
    name: 'bench.example',
    maxConnections: connections,
  });
  const raw = Buffer.from(`Subject: bench\r\n\r\n${bodyOf(size)}`);
  const send = async (number) => {
    const envelope = { from: 'bounce@blog.example', to: `reader${number}@example.org` };
    const report = await relay.send({ envelope, messageId: `<${number}@bench.example>`, raw });
    if (report.kind !== 'accepted') throw new Error(`${report.kind}: ${report.detail ?? report.reply}`);
  };
  const rate = await timed(messages, connections * 2, send);
  relay.close();
  return rate;
}

/**
 * What one would write: a pooled transport, and `sendMail` with text and HTML, per reader.
 * @returns {Promise<Pace>}
 */
export async function runNodemailer(port, { messages, connections, size }) {
  const transport = createTransport({
    pool: true,
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    name: 'bench.example',
  });
  const text = bodyOf(size / 3);
  const html = `<p>Grüße!</p>${bodyOf((size / 3) * 2)}`;
  const send = (number) =>
    transport.sendMail({
      from: 'ali@blog.example',
      to: `reader${number}@example.org`,
      subject: 'bench',
      text,
      html,
    });
  const rate = await timed(messages, connections * 2, send);
  transport.close();
  return rate;
}

/**
 * @typedef {{ perSecond: number, cpuMicros: number }} Pace messages a second, and microseconds of this process's time for each
 * @returns {Promise<Pace>}
 */
async function timed(messages, outstanding, send) {
  let number = 0;
  const started = performance.now();
  const before = process.cpuUsage();
  const lane = async () => {
    while (number < messages) await send(number++);
  };
  await Promise.all(Array.from({ length: outstanding }, lane));
  const { user, system } = process.cpuUsage(before);
  const perSecond = messages / ((performance.now() - started) / 1000);
  return { perSecond, cpuMicros: (user + system) / messages };
}

function bodyOf(size) {
  const line = `${'The quick brown fox jumps over the lazy dog, and does so once more. '.slice(0, 70)}\r\n`;
  return line.repeat(Math.ceil(size / line.length));
}
