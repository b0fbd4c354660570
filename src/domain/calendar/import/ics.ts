import { AppError } from '../../../core/errors.ts';
import type { ZoneName } from '../../../core/zoned-time.ts';
import type { TopicStatus } from '../calendar.ts';
import { type IcsDate, icsDate } from './ics-date.ts';
import { type BrokenLine, type ContentLine, contentLines, unescaped, valuesOf } from './ics-lines.ts';
import { type ImportedItem, oneLine, type ReadPlan, type RemarkLists, remark } from './imported.ts';

/** An event or a to-do with the lines that are its own, those of an alarm inside it left out. */
interface Component {
  readonly kind: 'VEVENT' | 'VTODO';
  readonly line: number;
  readonly properties: readonly ContentLine[];
}

/** What a calendar program needs for itself; no author misses it. */
const MACHINERY = new Set(
  'UID DTSTAMP CREATED LAST-MODIFIED SEQUENCE TRANSP CLASS PRIORITY DTEND DURATION PERCENT-COMPLETE RECURRENCE-ID'.split(
    ' ',
  ),
);
const TAKEN_OVER = new Set('SUMMARY DESCRIPTION CATEGORIES DTSTART DUE COMPLETED STATUS URL'.split(' '));
/** Parts of a calendar that hold no plan: how its zones work, and when to ring. */
const WITHOUT_PLAN = new Set(['VCALENDAR', 'VTIMEZONE', 'STANDARD', 'DAYLIGHT', 'VALARM', 'VEVENT', 'VTODO']);

const STATUS_OF: ReadonlyMap<string, TopicStatus> = new Map([
  ['CANCELLED', 'parked'],
  ['TENTATIVE', 'idea'],
  ['NEEDS-ACTION', 'idea'],
  ['IN-PROCESS', 'draft'],
  ['COMPLETED', 'published'],
]);

/**
 * Reads the events and to-dos of an iCalendar file (RFC 5545), tolerantly. Times are turned into dates of `zone`; the
 * items come in the order of their dates, those without one last, as such a file has no order of its own.
 * @throws AppError `invalid` when it holds neither events nor to-dos
 */
export function readIcsPlan(text: string, zone: ZoneName): ReadPlan {
  const lists: RemarkLists = { notUnderstood: [], notes: [] };
  const components = componentsOf(contentLines(text), lists);
  if (components.length === 0) {
    throw new AppError('invalid', 'this file holds no event and no to-do', {
      help: 'an iCalendar file has lines like BEGIN:VEVENT; export the calendar again',
    });
  }
  noteOtherProperties(components, lists);
  const items = components.flatMap((component) => itemOf(component, zone, lists) ?? []);
  return { items: items.toSorted(byDate), ...lists };
}

function componentsOf(
  lines: readonly (ContentLine | BrokenLine)[],
  { notUnderstood }: RemarkLists,
): Component[] {
  const components: (Component & { properties: ContentLine[] })[] = [];
  const open: string[] = [];
  for (const each of lines) {
    if (each.name === null)
      notUnderstood.push(remark(each.line, each.value, 'this is no line of an iCalendar file'));
    else if (each.name === 'BEGIN') {
      const kind = each.value.trim().toUpperCase();
      if (!WITHOUT_PLAN.has(kind))
        notUnderstood.push(remark(each.line, each.value, 'only events and to-dos are taken over'));
      if (kind === 'VEVENT' || kind === 'VTODO') components.push({ kind, line: each.line, properties: [] });
      open.push(kind);
    } else if (each.name === 'END') {
      const at = open.lastIndexOf(each.value.trim().toUpperCase());
      if (at === -1)
        notUnderstood.push(remark(each.line, `END:${each.value}`, 'nothing that began ends here'));
      else open.splice(at);
    } else if (open.at(-1) === 'VEVENT' || open.at(-1) === 'VTODO') components.at(-1)?.properties.push(each);
    else if (open.length === 0)
      notUnderstood.push(remark(each.line, `${each.name}:${each.value}`, 'this stands outside the calendar'));
  }
  const last = components.at(-1);
  if (last !== undefined && open.includes(last.kind)) {
    notUnderstood.push(
      remark(last.line, `BEGIN:${last.kind}`, 'the file ends before this does: it may be cut off'),
    );
  }
  return components;
}

function itemOf(component: Component, zone: ZoneName, lists: RemarkLists): ImportedItem | null {
  const { kind, line, properties } = component;
  const find = (name: string): ContentLine | null =>
    properties.find((property) => property.name === name) ?? null;
  const words = (name: string): string => oneLine(unescaped(find(name)?.value ?? ''));
  const title = words('SUMMARY');
  if (title === '') {
    lists.notUnderstood.push(remark(line, `BEGIN:${kind}`, 'it has no SUMMARY, and so no title'));
    return null;
  }
  if (find('RRULE') !== null)
    lists.notes.push(remark(line, title, 'it repeats; only its first date is taken over'));
  const dated = kind === 'VEVENT' ? find('DTSTART') : (find('COMPLETED') ?? find('DUE') ?? find('DTSTART'));
  const reading = dated === null ? null : dateOf(dated, title, zone, lists);
  return {
    line,
    title,
    id: null,
    status: statusOf(find('STATUS'), title, lists) ?? (find('COMPLETED') === null ? null : 'published'),
    date: reading?.date ?? null,
    groups: properties.filter(({ name }) => name === 'CATEGORIES').flatMap(({ value }) => valuesOf(value)),
    summary: words('DESCRIPTION'),
    tags: [],
    url: find('URL')?.value.trim() ?? null,
  };
}

function dateOf(property: ContentLine, title: string, zone: ZoneName, lists: RemarkLists): IcsDate | null {
  const reading = icsDate(property, zone);
  if (reading === null) {
    lists.notUnderstood.push(remark(property.line, title, `"${oneLine(property.value)}" is not a date`));
  } else if (reading.unknownZone !== null) {
    const reason = `the zone "${reading.unknownZone}" is not known here; its date is taken as it stands`;
    lists.notes.push(remark(property.line, title, reason));
  }
  return reading;
}

function statusOf(
  property: ContentLine | null,
  title: string,
  { notUnderstood }: RemarkLists,
): TopicStatus | null {
  const word = property?.value.trim().toUpperCase() ?? '';
  // CONFIRMED says that an event takes place; it says nothing about the writing.
  if (property === null || word === '' || word === 'CONFIRMED') return null;
  const status = STATUS_OF.get(word) ?? null;
  if (status === null) {
    notUnderstood.push(
      remark(property.line, title, `"${word}" is no status of an event or to-do. Taken as an idea`),
    );
  }
  return status;
}

/** What else the events say is named once for each property. */
function noteOtherProperties(components: readonly Component[], { notes }: RemarkLists): void {
  const found = new Map<string, ContentLine[]>();
  for (const property of components.flatMap(({ properties }) => properties)) {
    const { name } = property;
    const known = TAKEN_OVER.has(name) || MACHINERY.has(name) || name === 'RRULE' || name.startsWith('X-');
    const same = found.get(name);
    if (known) continue;
    if (same === undefined) found.set(name, [property]);
    else same.push(property);
  }
  for (const [name, [first, ...others]] of found) {
    if (first === undefined) continue;
    const times = others.length === 0 ? 'once' : `${others.length + 1} times`;
    notes.push(
      remark(first.line, `${name}:${first.value}`, `${name} is not taken over (it stands there ${times})`),
    );
  }
}

function byDate({ date: one }: ImportedItem, { date: other }: ImportedItem): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return one < other ? -1 : 1;
}
