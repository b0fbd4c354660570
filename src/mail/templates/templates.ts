import { createHash } from 'node:crypto';
import Mustache from 'mustache';
import { AppError } from '../../core/errors.ts';
import { type CompileMjml, compileMjml } from './compile.ts';
import { escapeHtml } from './escape-html.ts';
import { expandTemplate } from './expand.ts';
import { checkFields, type TemplateName } from './fields.ts';
import { readTemplateFolder, type TemplateFolder } from './folder.ts';

/** What fills a template: the values of its fields. Lists and absent things (null, false) are sections. */
export interface TemplateView {
  readonly [field: string]: string | null | false | TemplateView | readonly TemplateView[];
}

/** The author's mail templates. */
export interface Templates {
  /**
   * Fills a template: every field HTML-escaped, then `article` (HTML, as it is) put in at `{{article}}`.
   * Reads the folder each time and compiles only what changed, so an edited template counts at once and an edition costs one compile.
   * Throws `configuration` with file and line for anything wrong in the templates.
   */
  render(name: TemplateName, view: TemplateView, article?: string): Promise<string>;
  /** How many compiles there were so far. */
  compiles(): number;
}

/** Opens a folder of MJML templates. Nothing is read or compiled before the first `render`. */
export function loadTemplates(folder: string, compile: CompileMjml = compileMjml): Templates {
  const shells = new Map<string, Promise<string>>();
  let compiles = 0;

  function shellOf(content: TemplateFolder, name: TemplateName): Promise<string> {
    const key = `${content.hash}:${name}`;
    const known = shells.get(key);
    if (known !== undefined) return known;
    compiles += 1;
    const shell = compileShell(content, name, compile);
    shells.set(key, shell);
    // A failure is not kept: the next render says again what is wrong.
    shell.catch(() => shells.delete(key));
    return shell;
  }

  return {
    render: async (name, view, article) => {
      const shell = await shellOf(await readTemplateFolder(folder), name);
      return article === undefined ? fill(shell, view) : fillWithArticle(shell, view, article, name);
    },
    compiles: () => compiles,
  };
}

async function compileShell(
  content: TemplateFolder,
  name: TemplateName,
  compile: CompileMjml,
): Promise<string> {
  const html = await compile(expandTemplate(content, `${name}.mjml`));
  checkFields(html, name, `${content.folder}/${name}.mjml`);
  return html;
}

/** The article goes in after Mustache has run, so that `{{braces}}` in its code are never read as fields. */
function fillWithArticle(shell: string, view: TemplateView, article: string, name: TemplateName): string {
  // Derived from the view, so that no title can contain it.
  const marker = `fn-article-${createHash('sha256').update(JSON.stringify(view)).digest('hex')}`;
  const parts = fill(shell, { ...view, article: marker }).split(marker);
  if (parts.length !== 2) {
    throw new AppError(
      'configuration',
      `${name}.mjml must have {{article}} exactly once, outside attributes and sections`,
    );
  }
  return parts.join(article);
}

function fill(shell: string, view: TemplateView): string {
  return Mustache.render(shell, view, undefined, { escape: (value: unknown) => escapeHtml(String(value)) });
}
