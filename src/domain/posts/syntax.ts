import type { Nodes, Root } from 'mdast';
import { fromMarkdown, type Extension as TreeExtension } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mathFromMarkdown } from 'mdast-util-math';
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import { math } from 'micromark-extension-math';
import type { ConstructRecord, Extension } from 'micromark-util-types';
import { remembering } from '../../core/remembering.ts';
import { carefulDollars } from './dollars.ts';

/**
 * Readers that look at every letter or at every paragraph, and whether a text may hold something for them. To leave them out where they would find nothing
 * halves the time that a post takes.
 */
const COSTLY = {
  emailAutolink: (markdown: string) => markdown.includes('@'),
  protocolAutolink: (markdown: string) => /https?:\/\//i.test(markdown),
  wwwAutolink: (markdown: string) => /www\./i.test(markdown),
  table: (markdown: string) => (markdown.match(LINES_OF_A_RULE) ?? []).some((line) => /[:|]/.test(line)),
};

/** The line below a table's head is one: dashes, colons and bars, maybe in a quotation. */
const LINES_OF_A_RULE = /^[ \t>:|-]+$/gm;

/**
 * CommonMark with GitHub's tables, footnotes, task lists, strike-through and bare addresses, and formulas between dollars, as a tree with the place of each node.
 * `isNeeded`: whether a costly reader is asked at all; by default when it may find something.
 */
export function parseTree(
  markdown: string,
  isNeeded = (name: keyof typeof COSTLY) => COSTLY[name](markdown),
): Root {
  const names = Object.keys(COSTLY) as (keyof typeof COSTLY)[];
  const extensions = extensionsWith(names.filter(isNeeded).join(' '));
  const tree = fromMarkdown(markdown, { extensions, mdastExtensions: TREE_EXTENSIONS });
  return hasBareAddress(tree) ? withBareAddresses(tree) : tree;
}

const extensionsWith = remembering(2 ** Object.keys(COSTLY).length, (needed): Extension[] => {
  const names = needed.split(' ');
  return [
    withOnly(gfmAutolinkLiteral(), names),
    gfmFootnote(),
    gfmStrikethrough(),
    ...(names.includes('table') ? [gfmTable()] : []),
    gfmTaskListItem(),
    carefulDollars(math()),
  ];
});

/** A reader of running text with only the constructs of these names. */
function withOnly({ text = {} }: Extension, names: readonly string[]): Extension {
  const kept: ConstructRecord = {};
  for (const [code, constructs] of Object.entries(text)) {
    const left = [constructs ?? []].flat().filter(({ name = '' }) => names.includes(name));
    if (left.length > 0) kept[code] = left;
  }
  return { text: kept };
}

const GFM = gfmFromMarkdown();
const TREE_EXTENSIONS: TreeExtension[] = [
  ...GFM.map(({ transforms: _, ...extension }) => extension),
  mathFromMarkdown(),
];

/** Finds the addresses that the tokens do not show: behind a backslash, say, or with a character reference in them. It goes through the whole tree with four searches. */
function withBareAddresses(tree: Root): Root {
  return GFM.flatMap(({ transforms }) => transforms ?? []).reduce((last, find) => find(last) ?? last, tree);
}

function hasBareAddress(node: Nodes): boolean {
  if (node.type === 'text') return /@|:\/\/|www\./i.test(node.value);
  if (node.type === 'link' || node.type === 'linkReference') return false;
  return 'children' in node && node.children.some(hasBareAddress);
}
