import { AppError } from '../../../core/errors.ts';
import type { TopicStatus } from '../calendar.ts';
import { type ImportedItem, type ReadPlan, type RemarkLists, remark } from './imported.ts';
import { type Block, blocksOf } from './markdown-blocks.ts';
import { cleaned, cleanedProse, LONGEST_LINE, readTitle } from './markdown-title.ts';
import { statusFault, statusFrom } from './status-words.ts';

/** What the box of a task says: `[x]` is done, `[-]` and `[~]` are given up, `[/]` is begun. */
const STATUS_OF_BOX: ReadonlyMap<string, TopicStatus> = new Map([
  ['x', 'published'],
  ['-', 'parked'],
  ['~', 'parked'],
  ['/', 'draft'],
]);

type ListItem = Extract<Block, { kind: 'item' }>;

/**
 * Reads a plan kept as a Markdown list: every item of the outermost level is a topic, what is nested below it its summary
 * (or a field, as `status: draft`), the heading above it its track.
 * @throws AppError `invalid` when there is no list in it
 */
export function readMarkdownPlan(text: string): ReadPlan {
  const lists: RemarkLists = { notUnderstood: [], notes: [] };
  const items: ImportedItem[] = [];
  let heading: string | null = null;
  for (const block of blocksOf(text)) {
    switch (block.kind) {
      case 'heading':
        heading = cleaned(block.text);
        break;
      case 'item':
        items.push(...itemsOf(block, heading, lists));
        break;
      case 'other':
        lists.notUnderstood.push(remark(block.line, block.text, block.reason));
    }
  }
  if (
    items.length > 0 ||
    lists.notUnderstood.some(({ reason }) => reason === NO_TITLE || reason.startsWith(TOO_LONG))
  )
    return { items, ...lists };
  throw new AppError('invalid', 'this file holds no list', {
    help: 'write each topic as an item, e.g.  - [ ] Its title (2026-12-08)',
  });
}

const TOO_LONG = 'this item is too long for a title';
const NO_TITLE = 'this item has no title';

function itemsOf(block: ListItem, heading: string | null, lists: RemarkLists): ImportedItem[] {
  const { line, text, box } = block;
  if (text.length > LONGEST_LINE) {
    lists.notUnderstood.push(remark(line, text, `${TOO_LONG}: ${text.length} characters`));
    return [];
  }
  const reading = readTitle(text);
  if (reading.title === '') {
    lists.notUnderstood.push(remark(line, text, NO_TITLE));
    return [];
  }
  for (const fault of reading.faults) lists.notUnderstood.push(remark(line, text, fault));
  const boxed = STATUS_OF_BOX.get(box) ?? null;
  if (boxed === null && box.trim() !== '')
    lists.notUnderstood.push(remark(line, text, `"[${box}]" is no box Fortnight knows`));
  const nested = nestedFields(block, lists);
  return [
    {
      line,
      title: reading.title,
      id: nested.get('id') ?? null,
      status: boxed ?? nestedStatus(nested, block, lists) ?? reading.status,
      date: reading.date ?? nestedDate(nested, block, lists),
      groups: [nested.get('track') ?? heading ?? ''].filter((group) => group !== ''),
      summary: nested.get('summary') ?? '',
      tags: [
        ...reading.tags,
        ...(nested.get('tags') ?? '').split(',').map((tag) => tag.trim().replace(/^#/, '')),
      ].filter((tag) => tag !== ''),
      url: nested.get('url') ?? reading.url,
    },
  ];
}

/** `status: draft` below an item is a field; every other line is a part of its summary. */
function nestedFields({ inner }: ListItem, { notUnderstood }: RemarkLists): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const summary: string[] = [];
  for (const { line, text } of inner) {
    const [, name = '', value = ''] =
      /^(id|slug|status|date|track|category|tags|summary|notes?|url|link):\s*(.*)$/i.exec(text) ?? [];
    const key = FIELD_OF.get(name.toLowerCase()) ?? name.toLowerCase();
    if (key === '' || key === 'summary') summary.push(cleanedProse(key === '' ? text : value));
    else if (fields.has(key)) notUnderstood.push(remark(line, text, `this item has a ${key} already`));
    else fields.set(key, key === 'url' ? value : cleaned(value));
  }
  return fields.set('summary', summary.filter((part) => part !== '').join('; '));
}

const FIELD_OF: ReadonlyMap<string, string> = new Map([
  ['slug', 'id'],
  ['category', 'track'],
  ['note', 'summary'],
  ['notes', 'summary'],
  ['link', 'url'],
]);

function nestedStatus(
  nested: ReadonlyMap<string, string>,
  { line, text }: ListItem,
  { notUnderstood }: RemarkLists,
): TopicStatus | null {
  const word = nested.get('status');
  if (word === undefined) return null;
  const status = statusFrom(word);
  if (status === null) notUnderstood.push(remark(line, text, statusFault(word)));
  return status;
}

function nestedDate(
  nested: ReadonlyMap<string, string>,
  { line, text }: ListItem,
  { notUnderstood }: RemarkLists,
): ImportedItem['date'] {
  const typed = nested.get('date');
  if (typed === undefined) return null;
  const { date } = readTitle(typed.slice(0, LONGEST_LINE));
  if (date === null) notUnderstood.push(remark(line, text, `"${typed}" is not a date such as 2026-12-08`));
  return date;
}
