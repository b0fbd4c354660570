import type { Picture } from '../domain/posts/drawing.ts';
import type { PicturesByName, ShownPicture } from '../domain/posts/own-pictures.ts';
import type { SiteFile, SiteModel } from '../site/model.ts';
import { pictureType, readRendition } from '../site/pictures/rendition-store.ts';
import type { App } from './context.ts';
import { picturesFolder } from './picture-keys.ts';

/** The files of all pictures that lie beside the posts of the site, each once. They are made already: what is written is a copy. */
export function sitePictureFiles(app: Pick<App, 'workspace'>, { posts }: SiteModel): readonly SiteFile[] {
  const folder = picturesFolder(app);
  const pictures = posts.flatMap((post) => (post.kind === 'own' ? shownIn(post.pictures ?? {}) : []));
  const paths = new Set(pictures.flatMap(pathsOf));
  return [...paths].map((path) => ({
    path,
    contents: () => readRendition(folder, path),
    type: pictureType(path),
    role: 'asset',
  }));
}

/** Of the pictures of a post, what its mail shows. */
export function plainPictures(
  app: Pick<App, 'workspace'>,
  pictures: PicturesByName,
): Promise<readonly Picture[]> {
  const folder = picturesFolder(app);
  return Promise.all(
    shownIn(pictures).map(async ({ plain, width, height }) => {
      return { path: plain, bytes: await readRendition(folder, plain), width, height };
    }),
  );
}

function shownIn(pictures: PicturesByName): readonly ShownPicture[] {
  return Object.values(pictures).filter((picture) => picture.kind === 'shown');
}

function pathsOf({ sources, still, plain }: ShownPicture): readonly string[] {
  return [
    ...sources.flatMap(({ files }) => files.map(({ path }) => path)),
    ...(still === null ? [] : [still.path]),
    plain,
  ];
}
