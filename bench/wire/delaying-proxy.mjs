import { connect, createServer } from 'node:net';

/**
 * A longer wire: whatever passes, in either direction, arrives `oneWay` milliseconds later, in order, and no slower for that.
 * @param {number} target port on the loopback
 * @param {number} oneWay milliseconds
 * @returns {Promise<{ port: number, close: () => void }>}
 */
export async function startDelayingProxy(target, oneWay) {
  const sockets = new Set();
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', noDelay: true });
    carry(near, far, oneWay);
    carry(far, near, oneWay);
    for (const socket of [near, far]) sockets.add(socket.on('close', () => sockets.delete(socket)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port: server.address().port, close };
}

function carry(from, to, oneWay) {
  from.on('data', (chunk) => setTimeout(() => to.write(chunk), oneWay));
  from.on('close', () => setTimeout(() => to.destroy(), oneWay));
  from.on('error', () => from.destroy());
}
