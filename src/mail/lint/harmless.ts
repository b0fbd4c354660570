const ONLY_IN_HEAD =
  'only the rules for dark mode and small screens need it; whatever is needed for reading stands in the elements themselves';

/**
 * What a mail may use although some program does not know it, by caniemail's name of the feature: what its reader then sees. Whatever is
 * not here is a fault of the mail.
 */
export const HARMLESS: Readonly<Record<string, string>> = {
  '<style> element': ONLY_IN_HEAD,
  '@media': ONLY_IN_HEAD,
  'Class selector': ONLY_IN_HEAD,
  'Type selector': ONLY_IN_HEAD,
  'ID selector': ONLY_IN_HEAD,
  'Chaining selectors': ONLY_IN_HEAD,
  'Descendant combinator': ONLY_IN_HEAD,
  'Child combinator': ONLY_IN_HEAD,
  ':last-child': ONLY_IN_HEAD,
  '<body> element': 'the mail is put into another body; its colours stand on the tables inside',
  'display:none': 'the line that a list of mails shows beside the subject stands above the title as well',
  opacity: 'the same line is not hidden',
  overflow: 'a wide table or block of code wraps instead of scrolling',
  'white-space': 'code stands in `pre`, which keeps its blanks without it',
  'word-break': 'a very long word is wider than its column',
  'tab-size': 'a tab in code is eight columns wide',
  'table-layout': 'the columns are as wide as their content',
  'border-spacing': 'the attribute `cellspacing` says the same',
  'border-radius': 'corners are square',
  'text-underline-offset': 'the line under a link is nearer to its words',
  'word-spacing': 'words stand as close as elsewhere',
  'height property': 'a gap is as high as its line',
  cursor: 'the pointer over a button stays as it is',
  'target attribute': 'a link opens where the program opens links',
  transform: 'nothing changes: it is the `text-transform: none` of a button that is taken for this',
  outline: 'a link that has the focus is marked in the program’s own way',
  'role attribute': 'a screen reader says “table” where there is a layout',
  'aria-label attribute': 'a screen reader says the text instead of the label',
  'aria-hidden attribute': 'a screen reader says an ornament as well',
};
