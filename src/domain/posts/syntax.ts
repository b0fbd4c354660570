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
import type { Construct, ConstructRecord, Extension } from 'micromark-util-types';
import { remembering } from '../../core/remembering.ts';
import { carefulDollars } from './dollars.ts';

/**
 * Readers that look at every letter, and what a text holds if they may find something. To leave them out where they would find nothing, and to look for tables
 * only where one may begin, halves the time that a post takes.
 */
const COSTLY = { emailAutolink: /@/, protocolAutolink: /https?:\/\//i, wwwAutolink: /www\./i };

type Costly = keyof typeof COSTLY;

const NAMES = Object.keys(COSTLY) as readonly Costly[];

/** CommonMark with GitHub's tables, footnotes, task lists, strike-through and bare addresses, and formulas between dollars, as a tree with the place of each node. */
export function parseTree(markdown: string): Root {
  const needed = NAMES.filter((name) => COSTLY[name].test(markdown));
  const tree = parse(markdown, [...extensionsWith(needed.join(' ')), tablesAt(linesOfTables(markdown))]);
  return hasBareAddress(tree) ? withBareAddresses(tree) : tree;
}

/** The same by asking every reader everywhere. */
export function parseTreeSlowly(markdown: string): Root {
  return withBareAddresses(parse(markdown, [...extensionsWith(NAMES.join(' ')), gfmTable()]));
}

function parse(markdown: string, extensions: readonly Extension[]): Root {
  return fromMarkdown(markdown, { extensions: [...extensions], mdastExtensions: TREE_EXTENSIONS });
}

const extensionsWith = remembering(2 ** NAMES.length, (needed): readonly Extension[] => [
  withOnly(gfmAutolinkLiteral(), needed.split(' ')),
  gfmFootnote(),
  gfmStrikethrough(),
  gfmTaskListItem(),
  carefulDollars(math()),
]);

/** The lines, from 1, at which a table's head or a row of its body may begin: above dashes, colons and bars, and below them as far as the next blank line. */
function linesOfTables(markdown: string): ReadonlySet<number> {
  const found = new Set<number>();
  if (!/[:|]/.test(markdown)) return found;
  let isBelow = false;
  for (const [index, line] of markdown.split(/\r\n|\n|\r/).entries()) {
    if (isBelow) found.add(index + 1);
    if (/^[ \t>:|-]+$/.test(line) && /[:|]/.test(line)) {
      found.add(index);
      isBelow = true;
    } else if (/^[ \t>]*$/.test(line)) isBelow = false;
  }
  return found;
}

/** The reader of tables, which tries each paragraph for a head, asked only at these lines. */
function tablesAt(lines: ReadonlySet<number>): Extension {
  const { flow = {}, ...others } = gfmTable();
  if (lines.size === 0) return {};
  const onlyThere = (construct: Construct): Construct => ({
    ...construct,
    tokenize(effects, ok, nok) {
      return lines.has(this.now().line) ? construct.tokenize.call(this, effects, ok, nok) : nok;
    },
  });
  const constructs = Object.entries(flow).map(([code, those]) => [code, [those ?? []].flat().map(onlyThere)]);
  return { ...others, flow: Object.fromEntries(constructs) };
}

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
