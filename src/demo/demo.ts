import { once } from 'node:events';
import { examine, usableCalendar } from '../app/examine.ts';
import type { Terminal } from '../cli/terminal.ts';
import { type Composition, compose } from '../compose.ts';
import { DAY, VirtualClock } from '../core/clock.ts';
import { silentLog } from '../core/log.ts';
import type { Calendar, TopicId } from '../domain/calendar/calendar.ts';
import { openDaysAfter, slotOn } from '../domain/schedule/slots.ts';
import { dayInWords } from '../site/dates.ts';
import { startWebServer, type WebServer } from '../web/server.ts';
import { runWorker } from '../worker/worker.ts';
import { workspaceAt } from '../workspace/workspace.ts';
import { type DemoWorkspace, makeDemoWorkspace } from './demo-workspace.ts';
import { openNarrator } from './narrator.ts';
import { type DemoStage, playDemo, showLinks } from './play.ts';

const PORT = 8014;

/**
 * The main job, end to end, in a throw-away workspace on a virtual clock: readers subscribe, a topic is published, the mail goes out.
 * With `exit` every step is checked and the demo ends; otherwise it stays up until the signal.
 * @throws AppError with the step and the reason when something is not as it must be
 */
export async function runDemo(
  terminal: Terminal,
  options: { readonly exit: boolean },
  signal: AbortSignal,
): Promise<void> {
  const workspace = await makeDemoWorkspace(options.exit ? 0 : PORT);
  const ending = new AbortController();
  let worker: Promise<void> = Promise.resolve();
  let composition: Composition | null = null;
  let web: WebServer | null = null;
  try {
    const stage = await setTheStage(workspace);
    composition = stage.composition;
    web = await startWebServer(composition.app);
    worker = runWorker(composition.app, ending.signal);
    introduce(terminal, stage);
    const topic = await playDemo(stage, openNarrator(terminal));
    if (options.exit) terminal.out('\n  Every step holds.\n');
    else await stayUp(stage, topic, terminal, signal);
  } finally {
    ending.abort();
    await worker;
    await web?.close();
    await composition?.close();
    await workspace.remove();
  }
}

async function setTheStage(
  workspace: DemoWorkspace,
): Promise<DemoStage & { readonly composition: Composition }> {
  const calendar = usableCalendar(await examine(workspaceAt(workspace.root, workspace.root)));
  const slot = firstSlot(calendar);
  // The day before the first slot, whatever today is.
  const clock = new VirtualClock(slot.instant - DAY);
  const environment = {
    PORT: String(workspace.port),
    FORTNIGHT_URL: `http://localhost:${workspace.port}`,
    HOST: '127.0.0.1',
  };
  const composition = await compose({ root: workspace.root, environment, log: silentLog, clock });
  return { app: composition.app, clock, calendar, slot, composition };
}

function firstSlot(calendar: Calendar): DemoStage['slot'] {
  const [date = calendar.cadence.anchor] = openDaysAfter(calendar.cadence, null);
  return slotOn(calendar.cadence, date);
}

function introduce(terminal: Terminal, { app, calendar, slot }: DemoStage): void {
  const { paint } = terminal;
  terminal.out('');
  terminal.out(
    `  ${paint('accent', '●')}${paint('muted', '○')}  ${paint('strong', 'Fortnight')}  ${calendar.blog.title}`,
  );
  terminal.out(
    paint(
      'muted',
      `      A throw-away workspace. Its clock stands one day before ${dayInWords(slot.date)}, ${calendar.cadence.at}`,
    ),
  );
  terminal.out(
    paint(
      'muted',
      `      (${calendar.cadence.zone}), the first of ${calendar.topics.length} topics' publishing days still to come.`,
    ),
  );
  terminal.out(`      ${app.config.url}/`);
  terminal.out('');
}

async function stayUp(
  stage: DemoStage,
  topic: TopicId,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  await showLinks(stage, topic, terminal);
  terminal.out(
    terminal.paint('muted', '  It stays up until you press Ctrl-C; then its workspace is removed.'),
  );
  terminal.out('');
  if (!signal.aborted) await once(signal, 'abort');
}
