import type { Instant } from '../core/clock.ts';
import type { SourceOf } from '../core/diagnostic-report.ts';
import type { Diagnostic } from '../core/diagnostics.ts';
import { AppError } from '../core/errors.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { CheckContext } from '../domain/calendar/check-context.ts';
import { parseCalendar } from '../domain/calendar/parse.ts';
import { noFacts, type ReadinessOf, type ScheduleFacts } from '../domain/schedule/facts.ts';
import { readinessFrom } from '../domain/schedule/readiness.ts';
import { listBodies, type PostReader, postReader, readCalendarFile } from '../workspace/author-files.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { postPicture } from './post-picture.ts';
import { undrawablePosts } from './undrawable-posts.ts';

/** The author's file as it stands now. */
export interface Examined {
  readonly file: string;
  readonly text: string;
  /** Null when too little of it can be read to plan anything. */
  readonly calendar: Calendar | null;
  readonly diagnostics: readonly Diagnostic[];
  /** The text of every file that a diagnostic points into. */
  readonly sourceOf: SourceOf;
  /** True: nothing may be published from it until it is mended. */
  readonly broken: boolean;
  readonly readinessOf: ReadinessOf;
  /** Whether `posts/<id>.md` is there. */
  readonly hasBody: (topic: string) => boolean;
}

/** What else is known when the file is read. */
export interface Circumstances {
  /** Warnings about what lies ahead need it. */
  readonly now?: Instant;
  /** The version of the time zone data in use, `process.versions.tz`. */
  readonly zoneData?: string | null;
  /** What a missing file is: to a command a wrong folder, to a worker that once saw one a fault of the author's. */
  readonly missing?: 'throws' | 'is a fault';
}

/**
/**
 * Reads and checks `calendar/calendar.yaml` and the posts that are ready. Faults of the author are in the result; only a
 * missing file throws, unless `missing` says that there was one: then its absence is a fault like others, and what was
 * published stands. With `facts`, the file is held against what happened, and a fault in what is out already keeps no
 * later part of its series waiting.
 */
export async function examine(
  workspace: Workspace,
  facts: ScheduleFacts | null = null,
  { now, zoneData = null, missing = 'throws' }: Circumstances = {},
): Promise<Examined> {
  const [{ file, read }, bodies] = await Promise.all([readCalendarFile(workspace), listBodies(workspace)]);
  if (read.kind === 'missing' && missing === 'throws') {
    throw new AppError('configuration', `there is no ${file} in ${workspace.root}`, {
      help: 'run fortnight in the folder that holds `calendar/`',
    });
  }
  const hasBody = (topic: string): boolean => bodies.has(topic);
  const posts = postReader(workspace, bodies);
  const text = read.kind === 'text' ? read.text : '';
  const picture: CheckContext['picture'] = (topic, name) => postPicture(workspace, topic, name);
  const context = { facts, now: now ?? null, post: posts.read, picture, zoneData };
  const parsed =
    read.kind === 'text'
      ? parseCalendar({ file, text, hasBody, context })
      : {
          calendar: null,
          diagnostics: [unreadable(file, read.kind === 'missing' ? 'there is none' : read.reason)],
        };
  const { calendar } = parsed;
  const undrawable = calendar === null ? [] : await undrawablePosts(calendar, posts);
  const diagnostics = [...parsed.diagnostics, ...undrawable];
  const broken = calendar === null || diagnostics.some((diagnostic) => diagnostic.blocks === 'file');
  return {
    file,
    text,
    calendar,
    diagnostics,
    sourceOf: sourcesFrom(file, read.kind === 'text' ? text : null, posts),
    broken,
    readinessOf: readiness(calendar, diagnostics, hasBody, facts ?? noFacts),
    hasBody,
  };
}

/**
 * How ready the topics of `calendar` are: by the file as it is now or, while that is broken, by the calendar known from before.
 * A slip in the file then changes nothing that readers see.
 */
export function readinessFor(examined: Examined, calendar: Calendar, facts: ScheduleFacts): ReadinessOf {
  if (!examined.broken) return examined.readinessOf;
  return readinessFrom({ calendar, diagnostics: [], hasBody: examined.hasBody, facts });
}

function sourcesFrom(file: string, text: string | null, posts: PostReader): SourceOf {
  return (name) => (name === file ? text : posts.textOf(name));
}

/** The calendar, or one AppError that says how many faults are in the way. */
export function usableCalendar(examined: Examined): Calendar {
  if (examined.calendar !== null) return examined.calendar;
  throw new AppError('invalid', `${examined.file} cannot be read as a calendar`, {
    help: '`fortnight check` lists every fault in it',
  });
}

function unreadable(file: string, reason: string): Diagnostic {
  return {
    code: 'E111',
    severity: 'error',
    message: `this file cannot be read: ${reason}`,
    place: { file, line: 1, column: 1, length: 1 },
    help: 'the calendar is one UTF-8 text file of at most 5 MB',
    blocks: 'file',
  };
}

function readiness(
  calendar: Calendar | null,
  diagnostics: readonly Diagnostic[],
  hasBody: (topic: string) => boolean,
  facts: ScheduleFacts,
): ReadinessOf {
  if (calendar === null) return () => ({ ready: false, missing: 'the calendar cannot be read' });
  return readinessFrom({ calendar, diagnostics, hasBody, facts });
}
