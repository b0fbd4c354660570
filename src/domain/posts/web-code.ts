import type { Element, ElementContent } from 'hast';
import { colouredCode } from './code-lines.ts';
import { element, text } from './elements.ts';
import type { CodeToken, Highlight } from './highlight.ts';
import type { CodePart } from './parts.ts';

/** A block of code for the page, coloured by classes; under its title, if it has one. */
export function webCode(part: CodePart, highlight: Highlight): Element {
  const { title, language } = part.fence;
  const name = title ?? language;
  const code = element('pre', {}, [element('code', {}, codeContent(part, highlight))]);
  const block = webScroll(name === null ? 'Code' : `Code: ${name}`, 'code-scroll', code);
  if (title === null) return block;
  return element('figure', { className: ['code'] }, [element('figcaption', {}, [text(title)]), block]);
}

/** What may be wider than a phone. Focusable, or nobody without a mouse could see its right half (WCAG 2.1.1). */
export function webScroll(ariaLabel: string, className: string, node: Element): Element {
  return element('div', { className: [className], role: 'group', ariaLabel, tabIndex: 0 }, [node]);
}

function codeContent(part: CodePart, highlight: Highlight): ElementContent[] {
  const coloured = colouredCode(part, highlight);
  if (coloured.kind === 'plain') return coloured.tokens.map(tokenNode);
  return coloured.lines.flatMap(({ tokens, mark }, index) => {
    const nodes = tokens.map(tokenNode);
    const line = mark === null ? nodes : [element('span', { className: ['line', `line-${mark}`] }, nodes)];
    return index === 0 ? line : [text('\n'), ...line];
  });
}

function tokenNode(token: CodeToken): ElementContent {
  if (token.kind === null) return text(token.text);
  return element('span', { className: [`tok-${token.kind}`] }, [text(token.text)]);
}
