import { glue, unglue, wrap } from '../../domain/posts/wrap.ts';

/** The most columns a line of prose takes in the text part of a mail. */
export const TEXT_WIDTH = 72;

/**
 * The text part of a mail that is no post, as a person types it: paragraphs with an empty line between, wrapped; an empty one is left out, and line ends within one stay.
 * `signature`: the lines below "-- ", by which mail programs know a signature (RFC 3676 4.3).
 */
export function plainMail(paragraphs: readonly string[], signature: readonly string[]): string {
  const body = paragraphs.filter((words) => words.trim() !== '').map(wrapped);
  return `${[...body, `-- \n${wrapped(signature.join('\n'))}`].join('\n\n')}\n`;
}

function wrapped(words: string): string {
  return words.split('\n').map(wrappedLine).join('\n');
}

/** An address stays with what it belongs to, however long it is, and so does a command; what follows the first line of an item stands below its first word. */
function wrappedLine(line: string): string {
  if (/https?:\S+$/.test(line)) return line;
  const [, mark = '', words = ''] = /^(- )?(.*)$/.exec(line) ?? [];
  const lines = wrap(words.replace(/`[^`]*`/g, glue), TEXT_WIDTH - mark.length);
  return mark + unglue(lines).replaceAll('\n', `\n${' '.repeat(mark.length)}`);
}
