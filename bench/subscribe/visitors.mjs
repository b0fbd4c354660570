import { connect } from 'node:net';

/**
 * So many sign-ups over so many connections, each by another person at another IP address, one after the other on each connection.
 * @param {number} port on the loopback, which the server takes for a proxy
 * @param {{ first: number, count: number, connections: number, form: boolean }} load `form`: by the form of a page, otherwise as JSON
 * @returns {Promise<{ perSecond: number, p50: number, p99: number, taken: number }>} latencies in milliseconds; `taken`: answered with 200 or 202
 */
export async function signUp(port, { first, count, connections, form }) {
  const took = [];
  let next = first;
  let taken = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: connections }, () =>
      visit(port, () => {
        if (next >= first + count) return null;
        next += 1;
        const at = performance.now();
        const answered = (status) => {
          took.push(performance.now() - at);
          if (status === 200 || status === 202) taken += 1;
        };
        return { request: requestOf(next, form), answered };
      }),
    ),
  );
  const seconds = (performance.now() - begun) / 1_000;
  took.sort((a, b) => a - b);
  const part = (share) => took[Math.floor((took.length - 1) * share)] ?? Number.NaN;
  return { perSecond: count / seconds, p50: part(0.5), p99: part(0.99), taken };
}

/** One connection that asks until nothing is left to be asked. */
function visit(port, nextRequest) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    let asked = nextRequest();
    socket.setNoDelay(true).setEncoding('latin1');
    socket.once('error', reject);
    socket.once('close', resolve);
    socket.once('connect', () => (asked === null ? socket.end() : socket.write(asked.request)));
    socket.on('data', (part) => {
      heard += part;
      const answer = wholeAnswer(heard);
      if (answer === null) return;
      heard = '';
      asked.answered(answer.status);
      asked = nextRequest();
      if (asked === null) socket.end();
      else socket.write(asked.request);
    });
  });
}

/** Null until all of it is there. Our answers say how long they are, or end with an empty chunk. */
function wholeAnswer(text) {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return null;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head + 2))?.[1];
  const isWhole =
    length === undefined ? text.endsWith('0\r\n\r\n') : text.length >= head + 4 + Number(length);
  return isWhole ? { status: Number(text.slice(9, 12)) } : null;
}

function requestOf(number, form) {
  const email = `visitor-${number}@example.org`;
  const body = form
    ? `email=${encodeURIComponent(email)}&website=&form=1`
    : JSON.stringify({ email, name: `Visitor ${number}` });
  const [path, type] = form
    ? ['/subscribe', 'application/x-www-form-urlencoded']
    : ['/api/subscribe', 'application/json'];
  const ip = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
  return `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: ${ip}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
