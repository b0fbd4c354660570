import type { Element, ElementContent } from 'hast';
import { colouredCode } from './code-lines.ts';
import { element, text } from './elements.ts';
import { emailLineStyles, emailStyles, emailTokenStyles } from './email-styles.ts';
import { emailTokens } from './email-tokens.ts';
import type { CodeToken, Highlight } from './highlight.ts';
import { lightPalette } from './palette.ts';
import type { CodePart } from './parts.ts';

/**
 * A block of code for the mail. The characters are the source's own, spaces, tabs and line ends included, with no `&nbsp;` or `<br>`: what a
 * reader copies compiles. `pre` alone keeps them in Outlook; the table cell gives it the padding and colour it would not take from `pre`.
 */
export function emailCode(part: CodePart, highlight: Highlight): Element {
  const pre = element('pre', emailStyles('code-pre'), [
    element('code', codeProperties(), codeContent(part, highlight)),
  ]);
  const scroll = element('div', emailStyles('code-scroll'), [pre]);
  const cell = element('td', { ...emailStyles('code-cell'), bgColor: lightPalette.codePaper }, [scroll]);
  const properties = { role: 'presentation', width: '100%', cellPadding: '0', cellSpacing: '0', border: '0' };
  const style = 'width:100%;margin:0 0 22px;border-collapse:separate;table-layout:fixed';
  const rows = [...titleRow(part), element('tr', {}, [cell])];
  return element('table', { ...properties, style }, [element('tbody', {}, rows)]);
}

function titleRow({ fence }: CodePart): Element[] {
  if (fence.title === null) return [];
  return [element('tr', {}, [element('td', emailStyles('code-title'), [text(fence.title)])])];
}

function codeProperties(): Element['properties'] {
  return { className: ['a-code'], style: 'font-family:inherit;font-size:inherit' };
}

function codeContent(part: CodePart, highlight: Highlight): ElementContent[] {
  const coloured = colouredCode(part, highlight);
  if (coloured.kind === 'plain') return emailTokens(coloured.tokens).map(tokenNode);
  return coloured.lines.flatMap(({ tokens, mark }, index) => {
    const nodes = emailTokens(tokens).map(tokenNode);
    const line = mark === null ? nodes : [element('span', emailLineStyles(mark), nodes)];
    return index === 0 ? line : [text('\n'), ...line];
  });
}

function tokenNode(token: CodeToken): ElementContent {
  if (token.kind === null) return text(token.text);
  return element('span', emailTokenStyles(token.kind), [text(token.text)]);
}
