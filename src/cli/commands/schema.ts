import { schemaText, writeSchema } from '../../app/calendar-schema.ts';
import { examine } from '../../app/examine.ts';
import type { Environment, ExitCode } from '../environment.ts';

/** `fortnight schema [--write]`: the JSON Schema of this calendar, for editors. */
export async function schema(
  environment: Environment,
  options: { readonly write?: boolean },
): Promise<ExitCode> {
  const { terminal } = environment;
  const workspace = environment.workspace();
  const { calendar, file } = await examine(workspace);
  if (calendar === null)
    terminal.err(
      `${file} cannot be read, so its tracks and series are not in the schema; see \`fortnight check\``,
    );
  const text = schemaText(calendar);
  if (options.write !== true) {
    terminal.out(text.trimEnd());
    return 0;
  }
  await writeSchema(workspace, text);
  terminal.err('wrote calendar/calendar.schema.json');
  return 0;
}
