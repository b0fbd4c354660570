import { remembering } from '../../core/remembering.ts';
import { articleOf } from './article.ts';
import type { PostFault } from './faults.ts';
import { parsePost } from './post.ts';
import { settleParts } from './settle-parts.ts';

/** The worker asks every minute about all posts that say `ready`, and those that are out say so too: with fewer than there are, none would be remembered. */
const REMEMBERED_POSTS = 10_000;

/** The formulas and diagrams of a post that cannot be read, and so would be shown as their source. */
export const undrawableIn: (markdown: string) => Promise<readonly PostFault[]> = remembering(
  REMEMBERED_POSTS,
  async (markdown) => {
    // Where its links lead does not matter here.
    const { parts } = articleOf(parsePost(markdown), { baseUrl: 'https://localhost/' });
    const { faults } = await settleParts(parts);
    return faults.filter(({ kind }) => kind === 'formula' || kind === 'diagram');
  },
);
