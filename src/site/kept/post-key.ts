import type { SitePost } from '../model.ts';
import { keyOf } from './site-cache.ts';

/** Names a text. */
export const textKeyOf = onceFor(({ markdown }: { readonly markdown: string }) => keyOf(markdown));

/** Names a post with all that the site has of it. */
export const postKeyOf = onceFor((post: SitePost) =>
  post.kind === 'own' ? keyOf({ ...post, markdown: textKeyOf(post) }) : keyOf(post),
);

/** Asked once for each object: what has not changed is the same object as before, so what follows from it is known. */
export function onceFor<Asked extends object, Answer>(
  answer: (asked: Asked) => Answer,
): (asked: Asked) => Answer {
  const known = new WeakMap<Asked, Answer>();
  return (asked) => {
    const found = known.get(asked) ?? answer(asked);
    known.set(asked, found);
    return found;
  };
}
