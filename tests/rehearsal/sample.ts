import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY, MINUTE } from '../../src/core/clock.ts';
import { packageRoot } from '../../src/package-root.ts';
import type { FaultPlan } from '../../src/rehearsal/faults/fault-plan.ts';
import { type CommitFault, type Mischief, noMischief } from '../../src/rehearsal/faults/mischief.ts';
import type { Production } from '../../src/rehearsal/production.ts';
import { type RehearsalInput, rehearse } from '../../src/rehearsal/rehearse.ts';
import type { Rehearsal } from '../../src/rehearsal/report/report.ts';
import { type Workspace, workspaceAt } from '../../src/workspace/workspace.ts';
import { type CalendarText, calendarText, SAMPLE_POSTS } from '../support/calendar-text.ts';
import { instant } from '../support/calendars.ts';
import { temporaryFolder } from '../support/stores.ts';

/** Some days before the first slot of the sample calendar, which is on 2026-12-08 at 09:00 in Los Angeles. */
export const FROM = instant('2026-12-06T00:00:00-08:00');
/** When the mail of that slot leaves. */
export const MAILING = instant('2026-12-08T11:00:00-08:00');

/** A workspace without a database: three posts are ready. */
export function sampleWorkspace(calendar: CalendarText = {}): Workspace {
  const root = temporaryFolder();
  mkdirSync(join(root, 'calendar', 'posts'), { recursive: true });
  writeFileSync(join(root, 'calendar', 'calendar.yaml'), calendarText(calendar));
  for (const [topic, text] of Object.entries(SAMPLE_POSTS))
    writeFileSync(join(root, 'calendar', 'posts', `${topic}.md`), text);
  cpSync(join(packageRoot(), 'emails'), join(root, 'emails'), { recursive: true });
  return workspaceAt(root, join(root, 'data'));
}

/** Rehearses the sample: a week with one slot and 30 readers, unless something else is said. */
export function rehearseSample(
  change: Partial<RehearsalInput> & { readonly days?: number } = {},
): Promise<Rehearsal> {
  const { days = 7, ...rest } = change;
  return rehearse({
    workspace: sampleWorkspace(),
    environment: { SMTP_URL: 'smtp://author:secret@relay.example:587?connections=5' },
    from: FROM,
    until: FROM + days * DAY,
    subscribers: 30,
    assumePlanned: false,
    seed: 1,
    faults: null,
    stopwatch: () => 0,
    ...rest,
  });
}

/** One fault, or one happening, and nothing else; a worker that died is started again after a minute. */
export function only(
  mischief: Partial<Mischief>,
  begin: (production: Production) => void = () => undefined,
): FaultPlan {
  let isOver = false;
  const well: Mischief = { ...noMischief, ...mischief };
  return {
    mischief: {
      ...well,
      wire: (moment) => (isOver ? null : well.wire(moment)),
      commit: (moment) => (isOver ? null : well.commit(moment)),
    },
    begin: (production) => {
      production.onDeath = () => {
        const start = async (): Promise<void> => void (await production.startWorker());
        production.world.plan(production.world.time + MINUTE, 'the process is started again', start);
      };
      begin(production);
    },
    end: () => {
      isOver = true;
    },
    lateness: () => 0,
  };
}

/** The fault at the `nth` commit of this verb. */
export function atCommit(verb: string, fault: CommitFault, nth = 1): Pick<Mischief, 'commit'> {
  let seen = 0;
  return {
    commit: (moment) => {
      if (moment.verb !== verb) return null;
      seen += 1;
      return seen === nth ? fault : null;
    },
  };
}
