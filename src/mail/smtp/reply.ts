/** One reply of the server, whole (RFC 5321 4.2). */
export interface Reply {
  /** 200 to 599. */
  readonly code: number;
  /** All of its lines, codes included, joined by a line feed; nothing unprintable. */
  readonly text: string;
}

export interface ReplyReader {
  /** Takes what came and calls `hear` for each reply that is complete. Gives the words for what is no SMTP, or null. */
  feed(chunk: Buffer): string | null;
  /** Whether a part of a reply came, and the rest not yet. */
  isMidReply(): boolean;
}

/** RFC 5321 4.5.3.1.5 says 512; a little more is let pass. In octets. */
const MAX_LINE = 4_096;
const MAX_REPLY = 64 * 1024;

/** Reads replies however they are cut into chunks. Lines may end in a bare LF; their number and length are bounded. */
export function replyReader(hear: (reply: Reply) => void): ReplyReader {
  let rest = '';
  let lines: string[] = [];
  let size = 0;

  const take = (line: string): string | null => {
    const form = lineForm(line);
    const first = lines[0];
    if (form === null || (first !== undefined && !line.startsWith(first.slice(0, 3)))) return notSmtp(line);
    lines.push(line);
    size += line.length;
    if (size > MAX_REPLY) return `a reply of more than ${MAX_REPLY} bytes`;
    if (form === 'more') return null;
    const text = lines.length === 1 ? line : lines.join('\n');
    lines = [];
    size = 0;
    hear({ code: Number(text.slice(0, 3)), text: printable(text) });
    return null;
  };

  return {
    feed: (chunk) => {
      const text = rest + chunk.toString('latin1');
      let start = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        if (end - start > MAX_LINE) return tooLong(text.slice(start));
        const fault = take(text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end));
        if (fault !== null) return fault;
        start = end + 1;
      }
      rest = text.slice(start);
      return rest.length > MAX_LINE ? tooLong(rest) : null;
    },
    isMidReply: () => rest !== '' || lines.length > 0,
  };
}

/** `250-` and more to come, or `250 ` or `250` alone and the last. */
function lineForm(line: string): 'more' | 'last' | null {
  if (!/^[2-5][0-9]{2}(?:[ -]|$)/.test(line)) return null;
  return line[3] === '-' ? 'more' : 'last';
}

function notSmtp(line: string): string {
  return `the server said something that is no SMTP reply: ${printable(line.slice(0, 80))}`;
}

function tooLong(line: string): string {
  return `the server sent a line of more than ${MAX_LINE} bytes: ${printable(line.slice(0, 80))}…`;
}

/** A reply is shown in terminals and kept in the ledger: nothing in it may act on either. Servers with SMTPUTF8 may write UTF-8. */
function printable(latin1: string): string {
  if (/^[\x20-\x7e\n]*$/.test(latin1)) return latin1;
  return Buffer.from(latin1, 'latin1')
    .toString('utf8')
    .replace(/(?!\n)\p{C}/gu, '?');
}
