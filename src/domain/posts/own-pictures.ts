import type { Image, ImageReference, Nodes } from 'mdast';
import { remembering } from '../../core/remembering.ts';
import { ownName } from '../pictures/own-name.ts';
import { type Place, type PostFault, placeOf } from './faults.ts';
import { type Post, parsePost } from './post.ts';

/** A picture of the author's that lies beside the post, ready to be shown. Paths are below the root of the site. */
export interface ShownPicture {
  readonly kind: 'shown';
  /** In CSS pixels: as large as it is ever shown. */
  readonly width: number;
  readonly height: number;
  readonly seeThrough: boolean;
  /** For browsers, the best format first; each with its files, the narrowest first. */
  readonly sources: readonly {
    readonly type: string;
    readonly files: readonly { readonly path: string; readonly width: number }[];
  }[];
  /** Of what moves: what is shown to who asked that nothing should. */
  readonly still: { readonly path: string; readonly type: string } | null;
  /** What every program can show. */
  readonly plain: string;
}

/** `reason` goes on a sentence: “this picture cannot be shown: …”. */
export interface AbsentPicture {
  readonly kind: 'absent';
  readonly reason: string;
}

/** The pictures of a post by the names that it has for them. */
export type PicturesByName = Readonly<Record<string, ShownPicture | AbsentPicture>>;

/** Where the pictures of a post are. `siteUrl` is that of the site's root, without a `/` at its end. */
export interface OwnPictures {
  readonly siteUrl: string;
  readonly named: PicturesByName;
}

/** The picture that an address in the post stands for; null where it is not the post's own, or nobody looked for it. */
export function ownPicture(
  url: string | null,
  pictures: OwnPictures | undefined,
): ShownPicture | AbsentPicture | null {
  const name = url === null || pictures === undefined ? null : ownName(url);
  if (name === null) return null;
  return Object.hasOwn(pictures?.named ?? {}, name) ? (pictures?.named[name] ?? null) : null;
}

export interface NamedPicture extends Place {
  readonly name: string;
}

/** A site of many posts is looked at every minute. */
const REMEMBERED_POSTS = 10_000;

/** The pictures beside it that a post names, in order, with their places. Only a post with a picture in it is read. */
export function ownPicturesIn(markdown: string): readonly NamedPicture[] {
  return markdown.includes('![') ? remembered(markdown) : [];
}

const remembered = remembering(REMEMBERED_POSTS, (markdown) => namedIn(parsePost(markdown)));

/** The pictures of a post that cannot be shown, with their places. */
export function pictureFaults(post: Post, pictures: OwnPictures | undefined): readonly PostFault[] {
  if (pictures === undefined) return [];
  return namedIn(post).flatMap(({ name, line, column }) => {
    const picture = ownPicture(encodeURIComponent(name), pictures);
    if (picture?.kind !== 'absent') return [];
    return [
      { kind: 'picture', line, column, words: `this picture cannot be shown: ${picture.reason}` } as const,
    ];
  });
}

function namedIn({ tree }: Post): readonly NamedPicture[] {
  const nodes = everyNode(tree);
  const definitions = new Map(
    // Of two with one identifier the first counts, as in CommonMark.
    nodes
      .flatMap((node) => (node.type === 'definition' ? [[node.identifier, node.url] as const] : []))
      .toReversed(),
  );
  return nodes.flatMap((node) => {
    if (node.type !== 'image' && node.type !== 'imageReference') return [];
    const name = ownName(urlOf(node, definitions));
    return name === null ? [] : [{ name, ...placeOf(node) }];
  });
}

function urlOf(node: Image | ImageReference, definitions: ReadonlyMap<string, string>): string {
  return node.type === 'image' ? node.url : (definitions.get(node.identifier) ?? '');
}

function everyNode(node: Nodes): Nodes[] {
  return 'children' in node ? [node, ...node.children.flatMap(everyNode)] : [node];
}
