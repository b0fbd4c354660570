import type { Calendar } from '../domain/calendar/calendar.ts';
import { calendarSchema } from '../domain/calendar/json-schema.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { writeGenerated } from '../workspace/write-generated.ts';

/** The text of `calendar.schema.json` for a calendar; null, for a file that cannot be read, allows any track and series. */
export function schemaText(calendar: Calendar | null): string {
  const names = {
    tracks: (calendar?.tracks ?? []).map((track) => track.id),
    series: (calendar?.series ?? []).map((series) => series.id),
  };
  return `${JSON.stringify(calendarSchema(names), null, 2)}\n`;
}

/** Writes the schema beside the calendar, over an older one. */
export async function writeSchema(workspace: Workspace, text: string): Promise<void> {
  await writeGenerated(workspace.schemaFile, text);
}
