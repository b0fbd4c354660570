import type { Image, Nodes, Root } from 'mdast';
import { type AuthorElement, mapChildren } from './nodes.ts';

/** Makes figures of the pictures that stand alone in a paragraph and have a title, which becomes the words below: `![alt](a.png "Caption")`. */
export function withFigures(tree: Root): Root {
  return mapChildren(tree, (children, parent) =>
    children.map((node): Nodes => {
      const image = node.type === 'paragraph' && node.children.length === 1 ? node.children[0] : undefined;
      const within = parent.type === 'authorElement' && parent.tag === 'figure';
      return image?.type === 'image' && image.title && !within ? figureOf(image, image.title) : node;
    }),
  );
}

function figureOf(image: Image, title: string): AuthorElement {
  const picture: Nodes = { type: 'paragraph', children: [{ ...image, title: null }] };
  const caption = elementOf('figcaption', [{ type: 'text', value: title }]);
  return { ...elementOf('figure', [picture, caption]), ...(image.position && { position: image.position }) };
}

function elementOf(tag: AuthorElement['tag'], children: AuthorElement['children']): AuthorElement {
  return { type: 'authorElement', tag, title: null, open: false, children };
}
