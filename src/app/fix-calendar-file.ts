import { fixCalendar } from '../domain/calendar/fix.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { writeEdit } from '../workspace/write-edit.ts';
import type { Examined } from './examine.ts';

export interface FixedLine {
  /** From 1. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** Mends in the author's file what can be mended safely, and nothing else. Returns the lines that changed. */
export async function fixCalendarFile(
  workspace: Workspace,
  examined: Examined,
): Promise<readonly FixedLine[]> {
  const { text, fixed } = fixCalendar(examined.text);
  if (fixed === 0) return [];
  await writeEdit(workspace.calendarFile, examined.text, text);
  // A fix stays on its line: it adds quotes, or turns a tab into spaces.
  const after = text.split('\n');
  return examined.text.split('\n').flatMap((before, index) => {
    const line = after[index] ?? '';
    return line === before ? [] : [{ line: index + 1, before, after: line }];
  });
}
