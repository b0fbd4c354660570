import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { App } from '../../src/app/context.ts';
import { tick } from '../../src/app/tick.ts';
import { type CompositionInput, compose } from '../../src/compose.ts';
import { VirtualClock } from '../../src/core/clock.ts';
import type { Log } from '../../src/core/log.ts';
import { type Workspace, workspaceAt } from '../../src/workspace/workspace.ts';
import { type CalendarText, calendarText, SAMPLE_POSTS } from './calendar-text.ts';
import { instant } from './calendars.ts';
import { temporaryFolder } from './stores.ts';

interface TestAppOptions {
  /** The file's text, or what differs from the sample calendar. */
  readonly calendar?: string | CalendarText;
  /** Markdown by topic; instead of the sample posts. */
  readonly posts?: Readonly<Record<string, string>>;
  /** Where the clock starts; by default the evening before the first slot. */
  readonly at?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** True: nobody has looked at the calendar yet; otherwise one tick has. */
  readonly unseen?: boolean;
}

export interface TestApp {
  readonly app: App;
  readonly clock: VirtualClock;
  readonly workspace: Workspace;
  /** What was logged, a line a call. */
  readonly logged: readonly string[];
  /** Moves the clock to an instant and looks. */
  tickAt(at: string): ReturnType<typeof tick>;
  writeCalendar(calendar: string | CalendarText): Promise<void>;
  /** Null deletes the post. */
  writePost(topic: string, markdown: string | Uint8Array | null): Promise<void>;
  /** A second composition over the same folder and clock, as another process would have it. */
  another(environment?: Readonly<Record<string, string>>, options?: Anew): Promise<TestApp>;
  close(): Promise<void>;
}

type Anew = Pick<CompositionInput, 'anyAddressKey'>;

/** The whole application over a temporary workspace, composed as `main` does; closed and removed when the test ends. */
export async function openTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const root = temporaryFolder();
  const clock = new VirtualClock(instant(options.at ?? '2026-12-07T18:00:00-08:00'));
  await mkdir(join(root, 'calendar', 'posts'), { recursive: true });
  await writeFile(join(root, 'calendar', 'calendar.yaml'), textOf(options.calendar ?? {}));
  for (const [topic, markdown] of Object.entries(options.posts ?? SAMPLE_POSTS)) {
    await writeFile(join(root, 'calendar', 'posts', `${topic}.md`), markdown);
  }
  const house = await openAt(root, clock, options.environment ?? {});
  if (options.unseen !== true) await tick(house.app);
  return house;
}

async function openAt(
  root: string,
  clock: VirtualClock,
  environment: Readonly<Record<string, string>>,
  options: Anew = {},
): Promise<TestApp> {
  const logged: string[] = [];
  const log = logInto(logged);
  const composition = await compose({ root, environment, log, clock, random: () => 0.5, ...options });
  let open = true;
  const close = async (): Promise<void> => {
    if (open) await composition.close();
    open = false;
  };
  onTestFinished(close);
  const { app } = composition;
  const workspace = workspaceAt(root, join(root, 'data'));
  const postFile = (topic: string) => join(workspace.postsFolder, `${topic}.md`);
  return {
    app,
    clock,
    workspace,
    logged,
    tickAt: (at) => {
      clock.set(instant(at));
      return tick(app);
    },
    writeCalendar: (calendar) => writeFile(workspace.calendarFile, textOf(calendar)),
    writePost: (topic, markdown) =>
      markdown === null ? rm(postFile(topic)) : writeFile(postFile(topic), markdown),
    another: (other = environment, anew = {}) => openAt(root, clock, other, anew),
    close,
  };
}

function textOf(calendar: string | CalendarText): string {
  return typeof calendar === 'string' ? calendar : calendarText(calendar);
}

function logInto(lines: string[]): Log {
  const whole = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
  return {
    info: (message) => void lines.push(message),
    warn: (message) => void lines.push(message),
    error: (message, error) => void lines.push(`${message}: ${whole(error)}`),
  };
}
