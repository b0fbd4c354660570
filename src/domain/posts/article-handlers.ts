import type { ElementContent } from 'hast';
import type { Code } from 'mdast';
import type { Handler, Handlers } from 'mdast-util-to-hast';
import { element } from './elements.ts';
import { parseFence } from './fence.ts';
import type { AuthorElement, Callout } from './nodes.ts';
import type { Part } from './parts.ts';

const callout: Handler = (state, node: Callout) =>
  element('div', { dataCallout: node.kind }, state.wrap(state.all(node), true) as ElementContent[]);

const authorElement: Handler = (state, node: AuthorElement) => {
  const properties = {
    ...(node.title === null ? {} : { title: node.title }),
    ...(node.open ? { open: true } : {}),
  };
  return element(node.tag, properties, state.all(node));
};

/**
 * How the nodes that CommonMark and GitHub do not have become HTML, and those that each rendering shows in its own way: these are put
 * in `parts`, and an empty element with their number in their place. What is said in `data-…` no author can write.
 */
export function handlersFor(parts: Part[]): Handlers {
  const code: Handler = (_state, node: Code) => {
    parts.push({ kind: 'code', code: node.value, fence: parseFence(node.lang, node.meta) });
    return element('pre', { dataPart: String(parts.length - 1) });
  };
  return { callout, authorElement, code };
}
