import type { Link, LinkReference, Nodes, PhrasingContent, Root } from 'mdast';
import { type PostFault, placeOf } from './faults.ts';
import { mapChildren } from './nodes.ts';

/** Where a topic that a post speaks of is to be found. */
export type TopicPlace =
  /** On the web; `url` is null when it came out where there is no page any more. */
  | { readonly kind: 'published'; readonly url: string | null }
  /** `on` is the day in words, `3 February 2027`; null when none is planned, or none may be told. */
  | { readonly kind: 'coming'; readonly on: string | null };

/** Topics by id; one that is not in it is none of the blog's. */
export type TopicPlaces = Readonly<Record<string, TopicPlace>>;

const SCHEME = 'topic:';

/** The ids of the topics that Markdown links to. It may give one too many, never one too few. */
export function topicsLinkedIn(markdown: string): readonly string[] {
  return [...new Set([...markdown.matchAll(/topic:([a-z0-9-]+)/g)].map(([, id = '']) => id))];
}

/**
 * Turns links to topics, `[Raft](topic:raft-2)`, into links to their pages where there are any, and else into words that say when they come. A topic
 * that is unknown keeps its words, and is told.
 */
export function withTopicLinks(
  tree: Root,
  places: TopicPlaces,
): { readonly tree: Root; readonly faults: readonly PostFault[] } {
  const definitions = topicDefinitions(tree);
  const faults: PostFault[] = [];
  const settled = mapChildren(tree, (children) =>
    children.flatMap((node): readonly Nodes[] => {
      if (node.type !== 'link' && node.type !== 'linkReference') return [node];
      const url = node.type === 'link' ? node.url : (definitions.get(node.identifier) ?? '');
      return url.startsWith(SCHEME) ? linkTo(url.slice(SCHEME.length), node, places, faults) : [node];
    }),
  );
  return { tree: settled, faults };
}

function topicDefinitions(node: Nodes): ReadonlyMap<string, string> {
  if (node.type === 'definition')
    return new Map(node.url.startsWith(SCHEME) ? [[node.identifier, node.url]] : []);
  if (!('children' in node)) return new Map();
  // Of two with one identifier the first counts, as in CommonMark.
  return new Map(node.children.toReversed().flatMap((child: Nodes) => [...topicDefinitions(child)]));
}

function linkTo(
  id: string,
  node: Link | LinkReference,
  places: TopicPlaces,
  faults: PostFault[],
): readonly PhrasingContent[] {
  const place = Object.hasOwn(places, id) ? places[id] : undefined;
  if (place === undefined) {
    faults.push({ kind: 'topic', ...placeOf(node), words: `there is no topic "${id}" in the calendar` });
    return node.children;
  }
  if (place.kind === 'coming') {
    const when = place.on === null ? ' (to come)' : ` (coming on ${place.on})`;
    return [...node.children, { type: 'text', value: when }];
  }
  if (place.url === null) return node.children;
  return [
    {
      type: 'link',
      url: place.url,
      title: null,
      children: node.children,
      ...(node.position && { position: node.position }),
    },
  ];
}
