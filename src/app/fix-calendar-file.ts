import { fixCalendar } from '../domain/calendar/fix.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { writeEdit } from '../workspace/write-edit.ts';
import type { Examined } from './examine.ts';

/**
 * Mends in the author's file what can be mended safely, and nothing else; with `dryRun` writes nothing.
 * @returns the text as it is, or would be, afterwards
 * @throws AppError `conflict` when the file changed meanwhile
 */
export async function fixCalendarFile(
  workspace: Workspace,
  examined: Examined,
  { dryRun }: { readonly dryRun: boolean },
): Promise<string> {
  const { text, fixed } = fixCalendar(examined.text);
  if (fixed > 0 && !dryRun) await writeEdit(workspace.calendarFile, examined.text, text);
  return text;
}
