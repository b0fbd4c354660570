import { createTransport } from 'nodemailer';

/**
 * Puts together each reader's copy and sends it, with so many `send`s outstanding as fill every connection.
 * @returns {Promise<Pace>}
 */
export async function runOurs({ openSmtpRelay, copyFor }, port, { messages, connections }) {
  const relay = openSmtpRelay(`smtp://127.0.0.1:${port}?connections=${connections}`, {
    name: 'bench.example',
  });
  const send = async (number) => {
    const report = await relay.send(copyFor(number));
    if (report.kind !== 'accepted') throw new Error(`${report.kind}: ${report.detail ?? report.reply}`);
  };
  const pace = await timed(messages, relay.connections * 2, send);
  relay.close();
  return pace;
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
