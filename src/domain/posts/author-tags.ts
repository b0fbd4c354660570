import type { AuthorTag } from './nodes.ts';

/** One piece of HTML that the author wrote, as far as it is allowed; all else of it has been dropped. */
export type TagPiece =
  | { readonly kind: 'open'; readonly tag: AuthorTag; readonly title: string | null; readonly open: boolean }
  | { readonly kind: 'close'; readonly tag: AuthorTag }
  | { readonly kind: 'words'; readonly text: string; readonly offset: number };

const ALLOWED: ReadonlySet<string> = new Set<AuthorTag>([
  'details',
  'summary',
  'figure',
  'figcaption',
  'kbd',
  'sub',
  'sup',
  'abbr',
  'mark',
  'br',
]);

/** Elements whose content is no text for readers: dropped with all that is in them. */
const OPAQUE =
  /^(?:script|style|template|textarea|title|iframe|noscript|noembed|xmp|object|svg|math|select)$/;

/** A comment, a declaration, an instruction, or a tag with its attributes (CommonMark 6.6). */
const MARKUP =
  /<!--[\s\S]*?(?:-->|$)|<[!?][^>]*(?:>|$)|<(\/?)([A-Za-z][A-Za-z0-9-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)(?:>|$)/g;

/**
 * Cuts the source of an HTML node into allowed tags and the words between them. Of attributes only `title` of `abbr` and `open` of `details`
 * are read; other tags, comments, and whatever stands in a `script` and its like are dropped. Words are given as they are in the source.
 */
export function tagPieces(html: string): readonly TagPiece[] {
  const pieces: TagPiece[] = [];
  let end = 0;
  let opaque: string | null = null;
  for (const match of html.matchAll(MARKUP)) {
    const [whole, slash, name = '', attributes = ''] = match;
    const tag = name.toLowerCase();
    if (opaque === null && match.index > end)
      pieces.push({ kind: 'words', text: html.slice(end, match.index), offset: end });
    end = match.index + whole.length;
    if (opaque !== null) {
      if (slash === '/' && tag === opaque) opaque = null;
    } else if (slash === '' && OPAQUE.test(tag)) {
      opaque = tag;
    } else if (isAllowed(tag)) {
      pieces.push(slash === '/' ? { kind: 'close', tag } : opening(tag, attributes));
    }
  }
  if (opaque === null && end < html.length)
    pieces.push({ kind: 'words', text: html.slice(end), offset: end });
  return pieces;
}

function isAllowed(tag: string): tag is AuthorTag {
  return ALLOWED.has(tag);
}

function opening(tag: AuthorTag, attributes: string): TagPiece {
  const [, , doubled, single] = /(^|\s)title\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes) ?? [];
  const title = tag === 'abbr' ? withoutReferences(doubled ?? single ?? null) : null;
  return {
    kind: 'open',
    tag,
    title,
    open: tag === 'details' && /(?:^|\s)open(?:[\s=/]|$)/i.test(attributes),
  };
}

/** The character references that one needs in an attribute. */
function withoutReferences(value: string | null): string | null {
  const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return value === null
    ? null
    : value.replace(/&(\w+);/g, (whole, name: string) => characters[name] ?? whole);
}
