import { typesetWords } from '../domain/posts/typography.ts';

interface Titled {
  readonly title: string;
  readonly summary: string;
}

const printed = new WeakMap<Titled, { readonly language: string; readonly post: Titled }>();

/** A post with its title and summary as they are printed, with the quotes of the language; of the same object the same one again. */
export function inPrint<Post extends Titled>(post: Post, language: string): Post {
  const known = printed.get(post);
  // What is kept of an object was made of it, below.
  if (known?.language === language) return known.post as Post;
  const set = (words: string) => typesetWords(words, language);
  const made = { ...post, title: set(post.title), summary: set(post.summary) };
  printed.set(post, { language, post: made });
  return made;
}
