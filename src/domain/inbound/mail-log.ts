/** A line of a mail server's log that proves it to have taken a message. */
export interface Acceptance {
  /** Without angle brackets. */
  readonly messageId: string;
  /** Which entry proves it, e.g. `postfix queue 4Yk0Jw1Gz3z9sT`. Never an address. */
  readonly proof: string;
}

/**
 * So many messages are remembered between the line that names one and the line that proves it; the two stand a few lines apart.
 * What is remembered longer was never taken. Beyond it the oldest is forgotten: a log of any size is read in constant memory.
 */
const MOST_REMEMBERED = 10_000;

/**
 * Reads a mail server's log (Postfix, Exim), one line a call and in order; gives what a line proves. A line of any other program,
 * or cut off, or of a stranger's making, proves nothing and is passed over: never throws.
 *
 * Postfix names the message while it is still coming in, so that this line alone proves nothing; it took it when the queue manager
 * lists it as active, or a delivery agent says what became of it. Exim's `<=` is written once the message is on its disk.
 */
export function mailLogReader(most = MOST_REMEMBERED): (line: string) => Acceptance | null {
  const postfix = postfixReader(most);
  return (line) => postfix(line) ?? eximAcceptance(line);
}

// The program's name must be what stands before the first bracket: what a sender wrote stands behind it, whatever it looks like.
const POSTFIX = /^[^[\]]*?\/([a-z-]+)\[\d+\]: (?:\[ID \d+ [\w.]+\] )?([0-9A-Za-z]{5,24}): (.*)$/;
const NAMED = /^message-id=<([^<>\s]*)>/;
const REFUSED = /^(?:milter-)?(?:reject|discard)/;
/** The queue manager speaks of what is in the queue, and of nothing else. */
const IN_QUEUE = /^from=<.*>, (?:size=\d+, nrcpt=\d+|status=)/;

function postfixReader(most: number): (line: string) => Acceptance | null {
  const named = new Map<string, string>();
  return (line) => {
    const [, program = '', queue = '', words = ''] = POSTFIX.exec(line) ?? [];
    if (queue === '') return null;
    if (program === 'cleanup') {
      const messageId = NAMED.exec(words)?.[1];
      if (messageId !== undefined) remember(named, queue, messageId, most);
      else if (REFUSED.test(words)) named.delete(queue);
      return null;
    }
    // A queue id comes again: whoever opens it begins another message.
    if (isOpened(program, words)) named.delete(queue);
    const messageId = named.get(queue);
    if (messageId === undefined || !proves(program, words)) return null;
    named.delete(queue);
    return { messageId, proof: `postfix queue ${queue}` };
  };
}

function isOpened(program: string, words: string): boolean {
  return (program === 'smtpd' && words.startsWith('client=')) || program === 'pickup';
}

function proves(program: string, words: string): boolean {
  if (program === 'qmgr' || program === 'oqmgr') return IN_QUEUE.test(words);
  return words.startsWith('to=<') && words.includes(', status=');
}

function remember(named: Map<string, string>, queue: string, messageId: string, most: number): void {
  named.delete(queue);
  // A message without an id is logged as `<>`: it still takes the place of whoever had its queue id before.
  if (messageId === '') return;
  named.set(queue, messageId);
  const [oldest] = named.keys();
  if (named.size > most && oldest !== undefined) named.delete(oldest);
}

// With or without a line of syslog before it; ids as before and since Exim 4.97. A subject comes after the id, and so does a reader's address.
const EXIM =
  /^(?:[^[\]]*?exim[\w-]*\[\d+\]: )?(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?: [+-]\d{4})? )?(?:\[\d+\] )?(\w{6}-(?:\w{6}-\w{2}|\w{11}-\w{4})) <= \S+ (?:(?! id=| T=).)*? id=([^\s"]+)/;

function eximAcceptance(line: string): Acceptance | null {
  const [, queue = '', messageId = ''] = EXIM.exec(line) ?? [];
  return messageId === '' ? null : { messageId, proof: `exim message ${queue}` };
}
