import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { installDebianPackages, isRootOnDebian } from '../../scripts/debian.mjs';

/** Postfix's own load generator and its counterpart. Installs them where that may be done; throws with words otherwise. */
export async function ensurePostfix() {
  if (isThere()) return;
  if (isRootOnDebian()) await installDebianPackages('a mail server to measure against', ['postfix']);
  if (!isThere()) throw new Error('this bench needs smtp-sink and smtp-source: install postfix');
}

function isThere() {
  return ['smtp-sink', 'smtp-source'].every((name) => spawnSync(name, ['-?']).error === undefined);
}

/** Starts a server that takes every mail and keeps none. */
export async function startSink() {
  const port = await freePort();
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : []; // it does not run as root
  const child = spawn('smtp-sink', [...user, `127.0.0.1:${port}`, '1024'], { stdio: 'ignore' });
  await untilItListens(port, child);
  return { port, close: () => child.kill() };
}

/** Runs `smtp-source -d` over ten connections; gives messages per second. */
export async function runSource(port, { messages, connections, size }) {
  const options = ['-d', '-s', `${connections}`, '-m', `${messages}`, '-l', `${size}`];
  const started = performance.now();
  const child = spawn('smtp-source', [...options, `127.0.0.1:${port}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(`smtp-source ended with ${status}`);
  return messages / ((performance.now() - started) / 1000);
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function untilItListens(port, child) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (child.exitCode !== null) throw new Error(`smtp-sink ended with ${child.exitCode}`);
    const socket = connect(port, '127.0.0.1');
    const event = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (event) return;
    await setTimeout(50);
  }
  throw new Error('smtp-sink does not listen');
}
