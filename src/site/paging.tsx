import type { FC } from 'hono/jsx';
import { type Chrome, hrefOf } from './chrome.ts';

/** One page of a list that may be long. */
export interface ListPage<T> {
  readonly items: readonly T[];
  /** From 1. */
  readonly number: number;
  readonly of: number;
  readonly path: string;
}

/** Cuts a list into pages of so many. The first, which an empty list has too, is at `path`, the second at `path2/`. */
export function pagesOf<T>(items: readonly T[], most: number, path: string): readonly ListPage<T>[] {
  const of = Math.max(1, Math.ceil(items.length / most));
  return Array.from({ length: of }, (_, index) => ({
    items: items.slice(index * most, (index + 1) * most),
    number: index + 1,
    of,
    path: pathOf(path, index + 1),
  }));
}

/** `Raft`, and `Raft, page 2`. */
export function pageTitle(title: string, { number }: ListPage<unknown>): string {
  return number === 1 ? title : `${title}, page ${number}`;
}

/** The way to the pages before and after; nothing where there is but one. `path`: of the first. */
export const Pager: FC<{ page: ListPage<unknown>; path: string; chrome: Chrome }> = ({
  page: { number, of },
  path,
  chrome,
}) => {
  if (of === 1) return null;
  return (
    <nav class="pager" aria-label="Pages">
      {number === 1 ? null : (
        <a rel="prev" href={hrefOf(chrome, pathOf(path, number - 1))}>
          Page {number - 1}
        </a>
      )}
      <span class="quiet">
        Page {number} of {of}
      </span>
      {number === of ? null : (
        <a rel="next" href={hrefOf(chrome, pathOf(path, number + 1))}>
          Page {number + 1}
        </a>
      )}
    </nav>
  );
};

function pathOf(path: string, number: number): string {
  return number === 1 ? path : `${path}${number}/`;
}
