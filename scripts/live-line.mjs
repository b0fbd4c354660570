const PLAIN_LINE_EVERY = 15_000; // milliseconds, in a pipe or a log

/**
 * One line that tells how far something is: written over and over on a terminal, and every quarter of a minute in a pipe.
 * @param {NodeJS.WriteStream} stream
 */
export function liveLine(stream) {
  const live = stream.isTTY === true && process.env.TERM !== 'dumb';
  let last = Number.NEGATIVE_INFINITY;
  let shown = '';
  const clear = () => live && stream.write('\r\x1b[K');
  return {
    show(words) {
      shown = words;
      if (!live && performance.now() - last < PLAIN_LINE_EVERY) return;
      last = performance.now();
      stream.write(live ? `\r\x1b[K${words.slice(0, (stream.columns ?? 80) - 1)}` : `${words}\n`);
    },
    /** Writes something that stays, to standard output. */
    above(words) {
      clear();
      process.stdout.write(`${words}\n`);
      if (live) stream.write(shown);
    },
    end: clear,
  };
}
