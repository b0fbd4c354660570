/** On paper: the words, with the addresses of links, and nothing to press. */
export const printCss = `
@media print {
  body { font-size: 11pt; }
  .masthead nav, .colophon, .subscribe, .neighbours, .by-mail, .tags, .pager, .more, .promise, .skip, .anchor, search { display: none; }
  .parts > li::before, .tag-pinned { background: none; color: var(--ink); }
  .parts > li, .steps > li, .timeline li, .by-date li { break-inside: avoid; }
  .masthead, .sheet { border: 0; padding: 0; width: auto; }
  .masthead { margin-bottom: 2rem; }
  .article a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 0.85em; overflow-wrap: anywhere; }
  .code-scroll pre { white-space: pre-wrap; width: auto; }
  :is(h2, h3, h4) { break-after: avoid; }
  :is(pre, table, blockquote) { break-inside: avoid; }
}
`;
