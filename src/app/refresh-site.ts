import { createHash } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, systemCodeOf } from '../core/errors.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { buildSite } from '../site/build.ts';
import { writeSite } from '../site/write.ts';
import type { App } from './context.ts';
import type { Examined } from './examine.ts';
import { siteModel } from './site-model.ts';

export interface RefreshedSite {
  readonly written: number;
  readonly removed: number;
}

/**
 * Brings the files of the site in line with the facts and the plan. When they were made from the same already, nothing is
 * rendered: the tick does this every minute. A kill in between heals with the next call, because the note of what the
 * site was made from is written last.
 */
export async function refreshSite(app: App, calendar: Calendar, examined: Examined): Promise<RefreshedSite> {
  const model = await siteModel(app, calendar, examined.readinessOf);
  const made = createHash('sha256').update(JSON.stringify(model)).update(app.version).digest('hex');
  const note = join(app.workspace.data, 'site.made-from');
  if ((await readNote(note)) === made && (await exists(join(app.workspace.siteFolder, 'index.html')))) {
    return { written: 0, removed: 0 };
  }
  const outcome = await writeBesideOthers(app.workspace.siteFolder, await buildSite(model));
  await writeFile(note, made);
  return { written: outcome.written.length, removed: outcome.removed.length };
}

/** How often another process may get in between. */
const TRIES = 5;

/**
 * Two workers that publish in the same second write the same files, and one renames what the other was about to. What is there
 * already is not written again, so looking again finds less and less to do.
 */
async function writeBesideOthers(folder: string, files: Awaited<ReturnType<typeof buildSite>>) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeSite(folder, files);
    } catch (error) {
      const overtaken = error instanceof AppError && systemCodeOf(error.cause) === 'ENOENT';
      if (!overtaken || attempt === TRIES) throw error;
    }
  }
}

async function readNote(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
