import type { ElementContent } from 'hast';
import type { Code, RootContentMap } from 'mdast';
import type { Handler, Handlers } from 'mdast-util-to-hast';
import { element } from './elements.ts';
import { placeOf } from './faults.ts';
import { parseFence } from './fence.ts';
import type { AuthorElement, Callout } from './nodes.ts';
import type { Part } from './parts.ts';

type InlineMath = RootContentMap['inlineMath'];
type FlowMath = RootContentMap['math'];

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
    parts.push(fencedPart(node));
    return element('pre', { dataPart: String(parts.length - 1) });
  };
  const math: Handler = (_state, node: FlowMath | InlineMath) => {
    parts.push(formulaPart(node));
    return element(node.type === 'math' ? 'pre' : 'code', { dataPart: String(parts.length - 1) });
  };
  return { callout, authorElement, code, math, inlineMath: math };
}

function fencedPart(node: Code): Part {
  const fence = parseFence(node.lang, node.meta);
  if (fence.language !== 'dot') return { kind: 'code', code: node.value, fence };
  const { alt, title: caption } = fence;
  return { kind: 'diagram', dot: node.value, alt, caption, place: placeOf(node) };
}

function formulaPart(node: FlowMath | InlineMath): Part {
  const { line, column } = placeOf(node);
  const opening = node.type === 'math' ? node.data?.opening : 1;
  // A formula on lines of its own begins below its dollars, and as far in as they are.
  const place = opening === undefined ? { line: line + 1, column } : { line, column: column + opening };
  return {
    kind: 'formula',
    tex: node.value,
    display: node.type === 'math',
    place,
    margin: opening === undefined ? column - 1 : 0,
  };
}
