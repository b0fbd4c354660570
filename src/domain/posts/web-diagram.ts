import type { Element } from 'hast';
import { element, text } from './elements.ts';
import type { SettledDiagram } from './parts.ts';
import { webScroll } from './web-code.ts';

/** A diagram on the page: a drawing in the colours around it, named by its words for those who do not see it. */
export function webDiagram({ svg, alt, caption }: SettledDiagram): Element {
  const drawing = element('svg', { ...svg.properties, role: 'img' }, [
    element('title', {}, [text(alt)]),
    ...svg.children,
  ]);
  const below = caption === null ? [] : [element('figcaption', {}, [text(caption)])];
  return element('figure', { className: ['diagram'] }, [
    webScroll('Diagram', 'diagram-scroll', drawing),
    ...below,
  ]);
}
