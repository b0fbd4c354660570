import type { Made, Rendition, RenditionUse } from '../../domain/pictures/made.ts';
import type { ShownPicture } from '../../domain/posts/own-pictures.ts';
import { pictureType, renditionPath } from './rendition-store.ts';

/** What was made of a picture, as pages, mails and feeds refer to it. */
export function shownPicture(key: string, made: Made): ShownPicture {
  const { width, height, seeThrough, renditions } = made;
  const filesFor = (use: RenditionUse) =>
    renditions
      .filter((rendition) => rendition.use === use)
      .map((rendition) => ({ path: renditionPath(key, rendition), width: rendition.width }));
  const sources = (['avif', 'webp'] as const)
    .map((use) => ({ type: `image/${use}`, files: filesFor(use) }))
    .filter(({ files }) => files.length > 0);
  const [still] = filesFor('still');
  return {
    kind: 'shown',
    width,
    height,
    seeThrough,
    sources,
    still: still === undefined ? null : { path: still.path, type: pictureType(still.path) },
    plain: renditionPath(key, plainOf(renditions)),
  };
}

/** The one that every program can show: always made. */
function plainOf<Each extends Pick<Rendition, 'use'>>(renditions: readonly Each[]): Each {
  const plain = renditions.find(({ use }) => use === 'plain');
  if (plain === undefined) throw new Error('a picture was made without what every program can show');
  return plain;
}
