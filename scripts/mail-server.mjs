import { createServer } from 'node:net';

const CRLF = Buffer.from('\r\n');
const FINAL_DOT = Buffer.from('\r\n.\r\n');
const HEADER_END = '\r\n\r\n';
/** Bytes of a message that are kept until its header is read. */
const HEADER_LIMIT = 16_384;

/**
 * @typedef {'data' | 'body' | 'dot' | 'answered'} Moment where a message stands: its DATA was heard; some of its body; its final dot,
 *   before the answer; the 250 was written
 * @typedef {{ readonly to: string, readonly subject: string, readonly messageId: string, readonly signed: boolean,
 *   readonly bytes: number, answered: boolean }} Mail one whose final dot came.
 *   `answered`: the 250 was written, so it was accepted for good
 */

/**
 * A mail server on the loopback, quick and with PIPELINING (RFC 2920), that notes every message whose final dot came.
 * @param {{ onMoment: (moment: Moment) => 'go on' | 'silence' | 'drop', onMail: (mail: Mail) => void }} ears `onMoment` is told in the
 *   order in which things happen, before the next byte is read or written. At `drop` that connection ends at once; at `silence` nothing more is
 *   said on it. `onMail` hears of a message at its final dot; `answered` is set afterwards.
 */
export async function startMailServer(ears) {
  const sockets = new Set();
  let emptied = () => {};
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) emptied();
    });
    // A client that is killed resets its connections: that is what we are here to see.
    socket.on('error', () => socket.destroy());
    converse(socket, ears);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    /** Resolves when no connection is left: all that the clients wrote has been read. */
    async quiet() {
      if (sockets.size > 0) await new Promise((resolve) => (emptied = resolve));
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function converse(socket, ears) {
  let silent = false;
  const say = (words) => !silent && socket.writable && socket.write(`${words}\r\n`);
  /** True when the conversation goes on as if nothing had happened. */
  const goesOn = (moment) => {
    const how = ears.onMoment(moment);
    if (how === 'drop') socket.destroy();
    silent ||= how === 'silence';
    return how === 'go on';
  };
  let pending = Buffer.alloc(0);
  let to = '';
  /** While a body is read: its beginning, as text. */
  let body = null;

  const hearCommand = (line) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') return say('250-kill.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8');
    if (verb === 'RCPT') to = /<(.*?)>/.exec(line)?.[1] ?? '';
    if (verb === 'QUIT') return socket.end('221 2.0.0 bye\r\n');
    if (verb !== 'DATA') return say('250 2.0.0 ok');
    body = { head: '', touched: false, bytes: 0 };
    return goesOn('data') && say('354 go ahead');
  };
  const hearDot = () => {
    const mail = { to, ...readHeader(body.head), bytes: body.bytes, answered: false };
    body = null;
    ears.onMail(mail);
    if (!goesOn('dot') || silent || !socket.writable) return;
    mail.answered = true;
    say('250 2.0.0 accepted');
    goesOn('answered');
  };
  /** Takes what can be taken from `pending`; false when more must come first. */
  const step = () => {
    if (body === null) {
      const end = pending.indexOf(CRLF);
      if (end < 0) return false;
      const line = pending.toString('latin1', 0, end);
      pending = pending.subarray(end + CRLF.length);
      hearCommand(line);
      return true;
    }
    if (!body.touched && pending.length > 0) {
      body.touched = true;
      if (!goesOn('body') && !silent) return false;
    }
    const end = pending.indexOf(FINAL_DOT);
    // The last four bytes may be the beginning of a final dot.
    const taken = end < 0 ? Math.max(0, pending.length - FINAL_DOT.length + 1) : end;
    if (body.head.length < HEADER_LIMIT)
      body.head += pending.toString('latin1', 0, Math.min(taken, HEADER_LIMIT));
    body.bytes += taken;
    pending = pending.subarray(end < 0 ? taken : end + FINAL_DOT.length);
    if (end < 0) return false;
    hearDot();
    return true;
  };

  say('220 kill.example ESMTP');
  socket.on('data', (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (!socket.destroyed && step());
  });
}

function readHeader(text) {
  const head = text.slice(0, text.indexOf(HEADER_END)).replace(/\r\n[ \t]+/g, ' ');
  const field = (name) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
  return {
    subject: field('Subject'),
    messageId: field('Message-ID'),
    signed: field('DKIM-Signature') !== '',
  };
}
