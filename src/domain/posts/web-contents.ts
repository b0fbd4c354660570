import type { Element, ElementContent } from 'hast';
import { element, text } from './elements.ts';

/** A heading of a post. */
export interface PostHeading {
  readonly id: string;
  readonly text: string;
  /** 2 to 6: level 1 is the page's title. */
  readonly level: number;
}

/** From so many headings of level 2 on, a reader wants to see what is there before reading on. */
const LONG = 4;

/** Puts a table of contents before the first heading of a long article, behind its opening words. */
export function withContents(
  content: readonly ElementContent[],
  headings: readonly PostHeading[],
): readonly ElementContent[] {
  const sections = headings.filter(({ level }) => level === 2);
  if (sections.length < LONG) return content;
  const first = content.findIndex(
    (node) => node.type === 'element' && node.properties.id === sections[0]?.id,
  );
  if (first < 0) return [contentsOf(sections), ...content];
  return [...content.slice(0, first), contentsOf(sections), ...content.slice(first)];
}

function contentsOf(sections: readonly PostHeading[]): Element {
  const items = sections.map(({ id, text: words }) =>
    element('li', {}, [element('a', { href: `#${id}` }, [text(words)])]),
  );
  const title = element('p', { className: ['contents-title'] }, [text('Contents')]);
  return element('nav', { className: ['contents'], ariaLabel: 'Contents' }, [
    title,
    element('ol', {}, items),
  ]);
}
