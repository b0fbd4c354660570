import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateXML } from 'xmllint-wasm';

/** What libxml2 finds wrong with documents by one of our schemas in RELAX NG, `schemas/<name>.rng`; by the name of each document. */
export async function xmlFaults(
  schema: string,
  documents: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const { valid, errors, rawOutput } = await validateXML({
    xml: Object.entries(documents).map(([name, contents]) => ({
      fileName: name.replaceAll('/', '-'),
      contents,
    })),
    schema: readFileSync(join(import.meta.dirname, 'schemas', `${schema}.rng`), 'utf8'),
    extension: 'relaxng',
    maxMemoryPages: 4_096,
  });
  if (!valid && errors.length === 0) throw new Error(rawOutput);
  return errors.map(({ rawMessage }) => rawMessage);
}
