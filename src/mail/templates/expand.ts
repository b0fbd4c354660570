import { AppError } from '../../core/errors.ts';
import type { TemplateFolder } from './folder.ts';

/** A template with its partials put in, and where each of its lines came from. */
export interface ExpandedTemplate {
  readonly source: string;
  /** `file:line` of each line of `source`. */
  readonly origins: readonly string[];
}

interface Line {
  readonly text: string;
  readonly origin: string;
}

const INCLUDE = /<mj-include\b[^>]*>/;
const WHOLE_LINE_INCLUDE = /^\s*<mj-include path="\.\/([\w-]+\.mjml)" ?\/>\s*$/;

/**
 * Replaces each `<mj-include path="./_partial.mjml" />` by that file's lines. Done here rather than by mjml, so that what is
 * compiled is exactly what was hashed, nothing outside the folder can be read, and an error knows the partial it is in.
 * Throws `configuration`, with file and line, for a missing file or any other include.
 */
export function expandTemplate(folder: TemplateFolder, name: string): ExpandedTemplate {
  const lines = linesOf(folder, name, null).flatMap((line) => expandLine(folder, line));
  return { source: lines.map((line) => line.text).join('\n'), origins: lines.map((line) => line.origin) };
}

function expandLine(folder: TemplateFolder, line: Line): readonly Line[] {
  if (!INCLUDE.test(line.text)) return [line];
  const partial = WHOLE_LINE_INCLUDE.exec(line.text)?.[1];
  if (partial === undefined) throw badInclude(line);
  const included = linesOf(folder, partial, line);
  const nested = included.find((inner) => INCLUDE.test(inner.text));
  if (nested !== undefined) throw badInclude(nested);
  return included;
}

function linesOf(folder: TemplateFolder, name: string, from: Line | null): readonly Line[] {
  const text = folder.files.get(name);
  if (text === undefined) {
    const where = from === null ? folder.folder : from.origin;
    throw new AppError('configuration', `${where}: there is no template ${name}`, {
      help: `the folder has ${[...folder.files.keys()].join(', ') || 'no .mjml file'}`,
    });
  }
  return text
    .split('\n')
    .map((words, index) => ({ text: words, origin: `${folder.folder}/${name}:${index + 1}` }));
}

function badInclude(line: Line): AppError {
  return new AppError('configuration', `${line.origin}: this include is not allowed`, {
    help: 'write <mj-include path="./_partial.mjml" /> on a line of its own; a partial cannot include another',
  });
}
