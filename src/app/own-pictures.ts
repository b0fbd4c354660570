import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TopicId } from '../domain/calendar/calendar.ts';
import {
  type AbsentPicture,
  ownPicturesIn,
  type PicturesByName,
  type ShownPicture,
} from '../domain/posts/own-pictures.ts';
import { keepMade, type MadeRecord, readMade } from '../site/pictures/rendition-store.ts';
import { shownPicture } from '../site/pictures/shown-picture.ts';
import { isRecord, readNote, writeNote } from '../workspace/note-file.ts';
import { type PictureFile, pictureFile, pictureOctets } from '../workspace/picture-files.ts';
import type { App } from './context.ts';
import { keyOf, picturesFolder } from './picture-keys.ts';

export type PictureHouse = Pick<App, 'workspace' | 'makePicture'>;

/**
 * The pictures that lie beside a post, by the names that it has for them; what must be made of them is made now, once. Of a post that is `out`, a picture that is gone or cannot be
 * shown any more is the one that was shown last: what was published stands.
 */
export async function ownPictures(
  app: PictureHouse,
  topic: TopicId,
  markdown: string,
  standing: 'draft' | 'out',
): Promise<PicturesByName> {
  const names = [...new Set(ownPicturesIn(markdown).map(({ name }) => name))];
  if (names.length === 0) return {};
  const before = standing === 'out' ? await keysShown(app, topic) : {};
  const keys: Record<string, string> = {};
  const pictures: Record<string, ShownPicture | AbsentPicture> = {};
  for (const name of names) {
    const found = await foundNow(app, topic, name);
    const known =
      found.kind === 'shown' || !Object.hasOwn(before, name) ? null : await shownBefore(app, before[name]);
    const picture = known ?? found;
    if (picture.kind === 'shown') keys[name] = picture.key;
    pictures[name] = picture.kind === 'shown' ? picture.picture : picture;
  }
  if (standing === 'out' && JSON.stringify(keys) !== JSON.stringify(before)) await noteKeys(app, topic, keys);
  return pictures;
}

interface KeyedPicture {
  readonly kind: 'shown';
  readonly key: string;
  readonly picture: ShownPicture;
}

async function foundNow(
  app: PictureHouse,
  topic: TopicId,
  name: string,
): Promise<KeyedPicture | AbsentPicture> {
  const file = pictureFile(app.workspace, topic, name);
  if (file.kind === 'missing') return { kind: 'absent', reason: `there is no ${name} beside the post` };
  if (file.kind === 'refused') return { kind: 'absent', reason: file.reason };
  const key = keyOf(file.hash);
  const made = (await readMade(picturesFolder(app), key)) ?? (await makeNow(app, key, file));
  if (made.kind === 'refused') return { kind: 'absent', reason: made.reason };
  return { kind: 'shown', key, picture: shownPicture(key, made) };
}

async function shownBefore(app: PictureHouse, key: string | undefined): Promise<KeyedPicture | null> {
  const made = key === undefined ? null : await readMade(picturesFolder(app), key);
  return key === undefined || made?.kind !== 'made'
    ? null
    : { kind: 'shown', key, picture: shownPicture(key, made) };
}

/** What failed for a reason that is not the picture's own is not tried again by this process: it may bring the maker down every minute. */
const failed = new Map<string, string>();

async function makeNow(
  app: PictureHouse,
  key: string,
  file: Extract<PictureFile, { kind: 'file' }>,
): Promise<MadeRecord> {
  const before = failed.get(key);
  if (before !== undefined) return { kind: 'refused', reason: before };
  const octets = pictureOctets(file);
  if (octets === null) return { kind: 'refused', reason: 'it keeps changing while it is read' };
  const { kind: _, ...facts } = file.look;
  const outcome = await app.makePicture(octets, facts);
  if (outcome.kind === 'refused' && !outcome.lasting) {
    failed.set(key, outcome.reason);
    return outcome;
  }
  return keepMade(picturesFolder(app), key, outcome);
}

/** What a post that is out showed last, as keys by name. A note that is not whole is as none: what it said is found again beside the post. */
async function keysShown(app: PictureHouse, topic: TopicId): Promise<Readonly<Record<string, string>>> {
  const read = await readNote(noteFile(app, topic));
  const entries = Object.entries(isRecord(read) ? read : {}).map(
    ([name, key]) => [name, String(key)] as const,
  );
  return Object.fromEntries(entries.filter(([, key]) => /^[0-9a-f]{32}$/.test(key)));
}

async function noteKeys(
  app: PictureHouse,
  topic: TopicId,
  keys: Readonly<Record<string, string>>,
): Promise<void> {
  await mkdir(join(picturesFolder(app), 'shown'), { recursive: true });
  await writeNote(noteFile(app, topic), keys);
}

function noteFile(app: PictureHouse, topic: TopicId): string {
  return join(picturesFolder(app), 'shown', `${topic}.json`);
}
