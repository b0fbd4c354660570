import type { ElementContent } from 'hast';
import type { Handler, Handlers } from 'mdast-util-to-hast';
import { element } from './elements.ts';
import type { AuthorElement, Callout } from './nodes.ts';

const callout: Handler = (state, node: Callout) =>
  element('div', { dataCallout: node.kind }, state.wrap(state.all(node), true) as ElementContent[]);

const authorElement: Handler = (state, node: AuthorElement) => {
  const properties = {
    ...(node.title === null ? {} : { title: node.title }),
    ...(node.open ? { open: true } : {}),
  };
  return element(node.tag, properties, state.all(node));
};

/** How the nodes that CommonMark and GitHub do not have become HTML. What the renderings need to know of them stands in `data-…`, which no author can write. */
export const HANDLERS: Handlers = { callout, authorElement };
