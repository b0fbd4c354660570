import { AppError, messageOf } from '../../core/errors.ts';
import type { ExpandedTemplate } from './expand.ts';

/** MJML in, HTML page out. A test may pass its own, to count. */
export type CompileMjml = (template: ExpandedTemplate) => Promise<string>;

/**
 * Compiles strictly, with no web fonts. Throws `configuration` that names every fault as `file:line`.
 * mjml is loaded on first use: it takes half a second that no other command should wait for.
 */
export async function compileMjml(template: ExpandedTemplate): Promise<string> {
  const { default: mjml2html } = await import('mjml');
  const options = {
    validationLevel: 'strict',
    fonts: {},
    ignoreIncludes: true,
    keepComments: false,
  } as const;
  const { html } = await mjml2html(template.source, options).catch((error: unknown) => {
    throw compileError(template, error);
  });
  // mjml reports a denied include in no other way than by this comment.
  if (html.includes('mj-include denied')) {
    throw new AppError('configuration', `${fileOf(template)}: an mj-include was left that mjml refuses`);
  }
  return html;
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
