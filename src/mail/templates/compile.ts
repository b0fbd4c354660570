import { AppError, messageOf } from '../../core/errors.ts';
import type { ExpandedTemplate } from './expand.ts';

/** MJML in, HTML page out. A test may pass its own, to count. */
export type CompileMjml = (template: ExpandedTemplate) => Promise<string>;

/** What mjml made of a source: a page, or an error that may carry `errors`, a list of faults with their lines. */
export type MjmlOutcome = { readonly html: string } | { readonly error: unknown };

/** How mjml is called: strictly, with no web fonts. */
export const MJML_OPTIONS = {
  validationLevel: 'strict',
  fonts: {},
  ignoreIncludes: true,
  keepComments: false,
} as const;

/**
 * Compiles in this process. Throws `configuration` that names every fault as `file:line`.
 * mjml is loaded on first use: it takes half a second that no other command should wait for.
 */
export const compileMjml: CompileMjml = compilerOver(async (source) => {
  const { default: mjml2html } = await import('mjml');
  return mjml2html(source, MJML_OPTIONS).then(
    ({ html }) => ({ html }),
    (error: unknown) => ({ error }),
  );
});

/** A compiler over mjml, wherever that runs; when `runMjml` rejects, that is no fault of the template. */
export function compilerOver(runMjml: (source: string) => Promise<MjmlOutcome>): CompileMjml {
  return async (template) => {
    const outcome = await runMjml(template.source);
    if ('error' in outcome) throw compileError(template, outcome.error);
    // mjml reports a denied include in no other way than by this comment.
    if (outcome.html.includes('mj-include denied')) {
      throw new AppError('configuration', `${fileOf(template)}: an mj-include was left that mjml refuses`);
    }
    return outcome.html;
  };
}

function compileError(template: ExpandedTemplate, error: unknown): AppError {
  const faults = faultsOf(error).map(
    (fault) => `${template.origins[fault.line - 1] ?? fileOf(template)}: ${fault.message}`,
  );
  const words = faults.length === 0 ? `${fileOf(template)}: ${messageOf(error)}` : faults.join('\n');
  return new AppError('configuration', words, {
    help: 'mend the MJML; https://documentation.mjml.io lists the tags and attributes',
    cause: error,
  });
}

function faultsOf(error: unknown): readonly { readonly line: number; readonly message: string }[] {
  if (typeof error !== 'object' || error === null || !('errors' in error) || !Array.isArray(error.errors))
    return [];
  return error.errors.flatMap((fault: unknown) => {
    if (typeof fault !== 'object' || fault === null || !('line' in fault) || !('message' in fault)) return [];
    return typeof fault.line === 'number' ? [{ line: fault.line, message: String(fault.message) }] : [];
  });
}

function fileOf(template: ExpandedTemplate): string {
  return (template.origins[0] ?? 'template').replace(/:\d+$/, '');
}
