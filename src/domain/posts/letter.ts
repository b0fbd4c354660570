import { parsePost, plainText } from './post.ts';

/** What the author wrote in a file of its own, to be mailed. */
export interface Letter {
  /** Its first heading; null when it has none. */
  readonly title: string | null;
  /** The text; a heading at its very beginning, which is the title, is not in it. */
  readonly body: string;
}

/** Reads a letter from Markdown. Never fails: any text is Markdown. */
export function readLetter(markdown: string): Letter {
  const text = markdown.replace(/^\uFEFF/, '');
  // As it was typed: the title becomes a subject, and is set with the rest when it is shown.
  const { children } = parsePost(text, 'und').tree;
  const heading = children.find((node) => node.type === 'heading');
  if (heading === undefined) return { title: null, body: text.trim() };
  const title = plainText(heading).replace(/\s+/g, ' ').trim();
  const leads = children[0] === heading;
  const body = leads ? text.slice(heading.position?.end.offset ?? 0) : text;
  return { title: title === '' ? null : title, body: body.trim() };
}

/** Words as they are, in Markdown: nothing in them is taken for mark-up (CommonMark 2.4). */
export function asMarkdown(words: string): string {
  return words.replace(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
}
