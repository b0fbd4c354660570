import Mustache from 'mustache';
import { AppError, messageOf } from '../../core/errors.ts';

/** What may stand in a template: plain fields, and sections (a list, or something that may be absent) with fields of their own. */
export interface Fields {
  readonly plain: readonly string[];
  readonly sections: Readonly<Record<string, Fields>>;
}

const only = (...plain: readonly string[]): Fields => ({ plain, sections: {} });

const EVERYWHERE = ['language', 'subject', 'blogTitle', 'blogUrl', 'reason', 'postalAddress'];
const EVERYWHERE_SECTIONS = { footerLinks: only('label', 'url'), postalAddress: only() };

function fields(plain: readonly string[], sections: Readonly<Record<string, Fields>> = {}): Fields {
  return { plain: [...EVERYWHERE, ...plain], sections: { ...EVERYWHERE_SECTIONS, ...sections } };
}

/** Pieces of a paragraph, each prose or code. */
const CODE_IN_PROSE: Fields = { plain: ['prose', 'code'], sections: { code: only() } };

/** The fields of each template. `docs` and the author's own templates rely on these names. */
export const TEMPLATE_FIELDS = {
  edition: fields(['preheader', 'track', 'title', 'details', 'postUrl', 'article'], {
    banner: { plain: ['words'], sections: { links: only('label', 'url') } },
    note: only('words', 'label', 'url'),
  }),
  confirm: fields(['preheader', 'heading', 'sentence', 'button', 'url']),
  welcome: fields(['preheader', 'heading', 'thanks'], {
    latest: only('title', 'url', 'summary'),
    paths: only('startHereUrl'),
    tracks: { plain: ['title', 'intro'], sections: { posts: only('title', 'url') } },
  }),
  notice: fields(['preheader'], {
    paragraphs: { plain: ['words'], sections: { pieces: CODE_IN_PROSE } },
    action: only('label', 'url'),
    links: only('label', 'url'),
  }),
} as const satisfies Record<string, Fields>;

export type TemplateName = keyof typeof TEMPLATE_FIELDS;

/**
 * Checks every `{{tag}}` of a compiled template against the fields it may use. Throws `configuration` with the unknown names
 * and the allowed ones: Mustache itself would leave a blank.
 */
export function checkFields(html: string, name: TemplateName, file: string): void {
  const faults = faultsIn(tokensOf(html, file), [TEMPLATE_FIELDS[name]]);
  if (faults.length === 0) return;
  throw new AppError('configuration', `${file}: ${faults.join('; ')}`, {
    help: `allowed: ${allowedIn(TEMPLATE_FIELDS[name])}`,
  });
}

function tokensOf(html: string, file: string): readonly unknown[] {
  try {
    return Mustache.parse(html);
  } catch (error) {
    throw new AppError('configuration', `${file}: ${messageOf(error)}`, {
      help: 'every {{#section}} needs its {{/section}}',
      cause: error,
    });
  }
}

/** `scopes` is innermost first: Mustache looks outwards for a name. */
function faultsIn(tokens: readonly unknown[], scopes: readonly Fields[]): readonly string[] {
  return tokens.flatMap((token) => (Array.isArray(token) ? faultsOf(token, scopes) : []));
}

function faultsOf(token: readonly unknown[], scopes: readonly Fields[]): readonly string[] {
  const [kind, name, , , inner] = token;
  if (kind === 'text' || kind === '!') return [];
  if (typeof name !== 'string') return [];
  if (kind === 'name')
    return scopes.some((scope) => scope.plain.includes(name)) ? [] : [`unknown field {{${name}}}`];
  if (kind !== '#' && kind !== '^')
    return [`{{${String(kind)}${name}}} is not allowed: fields are always escaped`];
  const section = scopes.map((scope) => scope.sections[name]).find((found) => found !== undefined);
  if (section === undefined) return [`unknown section {{${kind}${name}}}`];
  return faultsIn(Array.isArray(inner) ? inner : [], [section, ...scopes]);
}

function allowedIn(allowed: Fields): string {
  const sections = Object.entries(allowed.sections).map(([name, inner]) =>
    inner.plain.length === 0 && Object.keys(inner.sections).length === 0
      ? `#${name}`
      : `#${name} (${allowedIn(inner)})`,
  );
  return [...allowed.plain, ...sections].join(', ');
}
