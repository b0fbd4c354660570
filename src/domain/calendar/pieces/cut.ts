/** A calendar cut at its topics. `starts` are the offsets of the lines on which they begin; the last topic ends with the text. */
export interface Cut {
  readonly starts: readonly number[];
  /** The offset of the key `topics`. */
  readonly key: number;
  /** How far the dashes are indented. */
  readonly indent: number;
}

/**
 * Cuts a text at the dashes under `topics:`, without parsing it. Null unless it is laid out so that each topic can be
 * read by itself: in block style, as the last thing in the file.
 */
export function cutAtTopics(text: string): Cut | null {
  const heading = /^topics:[ \t]*(#.*)?\r?\n/m.exec(text);
  if (heading === null) return null;
  const from = heading.index + heading[0].length;
  const first = /^( *)- /m.exec(text.slice(from, from + 10_000));
  if (first === null) return null;
  const [, indent = ''] = first;
  // What is less indented than a dash ends the list: a comment may, anything else begins something that is no topic.
  const dash = new RegExp(`^${indent}- |^ {0,${Math.max(0, indent.length - 1)}}[^ #\\r\\n]`, 'gm');
  dash.lastIndex = from;
  const starts: number[] = [];
  for (let match = dash.exec(text); match !== null; match = dash.exec(text)) {
    if (match[0] !== `${indent}- `) return null;
    starts.push(match.index);
  }
  return starts.length === 0 ? null : { starts, key: heading.index, indent: indent.length };
}
