import type { Element, ElementContent } from 'hast';
import { element, text } from './elements.ts';
import { emailStyles, emailTokenStyles } from './email-styles.ts';
import type { CodeToken } from './highlight.ts';
import { lightPalette } from './palette.ts';

/**
 * A block of code for the mail. The characters are the source's own, spaces, tabs and line ends included, with no `&nbsp;` or `<br>`: what a
 * reader copies compiles. `pre` alone keeps them in Outlook; the table cell gives it the padding and colour it would not take from `pre`.
 */
export function emailCode(tokens: readonly CodeToken[]): Element {
  const pre = element('pre', emailStyles('code-pre'), [
    element('code', codeProperties(), tokens.map(tokenElement)),
  ]);
  const scroll = element('div', emailStyles('code-scroll'), [pre]);
  const cell = element('td', { ...emailStyles('code-cell'), bgColor: lightPalette.codePaper }, [scroll]);
  const row = element('tr', {}, [cell]);
  const properties = { role: 'presentation', width: '100%', cellPadding: '0', cellSpacing: '0', border: '0' };
  const style = 'width:100%;margin:0 0 22px;border-collapse:separate;table-layout:fixed';
  return element('table', { ...properties, style }, [element('tbody', {}, [row])]);
}

function codeProperties(): Element['properties'] {
  return { className: ['a-code'], style: 'font-family:inherit;font-size:inherit' };
}

function tokenElement(token: CodeToken): ElementContent {
  if (token.kind === null) return text(token.text);
  return element('span', emailTokenStyles(token.kind), [text(token.text)]);
}
