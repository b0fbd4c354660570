import { csvLine } from '../core/csv-line.ts';
import type { Layout } from '../domain/readers/import/layout.ts';
import type { CsvRecord } from '../domain/readers/import/records.ts';
import { openOutput } from '../workspace/write-out.ts';

/** Where the rows go that an import does not take over. */
export interface Rejects {
  add(record: CsvRecord, reason: string): Promise<void>;
  finish(): Promise<void>;
  close(): Promise<void>;
}

const NOWHERE: Rejects = {
  add: async () => undefined,
  finish: async () => undefined,
  close: async () => undefined,
};

/** A CSV file of the rows as they were, each with its line and the reason. @param file null: they go nowhere */
export async function rejectsInto(file: string | null, { names }: Layout): Promise<Rejects> {
  if (file === null) return NOWHERE;
  const output = await openOutput(file);
  await output.write(`${csvLine(['line', 'reason', ...(names.length === 0 ? ['email'] : names)])}\n`);
  return {
    add: ({ line, cells }, reason) => output.write(`${csvLine([String(line), reason, ...cells])}\n`),
    finish: output.finish,
    close: output.close,
  };
}
