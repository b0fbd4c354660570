import type { Element, ElementContent } from 'hast';
import { CALLOUT_TITLES } from './callouts.ts';
import { element, stringProperty, text } from './elements.ts';
import { emailCalloutStyles } from './email-styles.ts';
import type { CalloutKind } from './nodes.ts';

/**
 * A callout for the mail: a table of one cell, as Outlook gives no padding or bar to anything else. It has no ground of its own, on which the pictures of
 * formulas, which have that of the paper, or nearly, would stand out.
 */
export function emailCallout(kind: CalloutKind, children: readonly ElementContent[]): Element {
  const styles = emailCalloutStyles(kind);
  const title = element('p', styles.title, [text(CALLOUT_TITLES[kind])]);
  const cell = element('td', styles.cell, [title, ...withoutGapBelow(children)]);
  const properties = { role: 'presentation', width: '100%', cellPadding: '0', cellSpacing: '0', border: '0' };
  const style = 'width:100%;margin:0 0 22px;border-collapse:separate';
  return element('table', { ...properties, style }, [element('tbody', {}, [element('tr', {}, [cell])])]);
}

/** The bar ends with the words. */
function withoutGapBelow(children: readonly ElementContent[]): ElementContent[] {
  const last = children.findLastIndex((child) => child.type === 'element');
  return children.map((child, index) => {
    if (index !== last || child.type !== 'element') return child;
    const style = (stringProperty(child, 'style') ?? '').replace(/^margin:0 0 \d+px/, 'margin:0');
    return { ...child, properties: { ...child.properties, style } };
  });
}
