import { isRecord, readNote, writeNote } from '../workspace/note-file.ts';

/** Addresses, each with what names its contents. */
export type Pages = ReadonlyMap<string, string>;

/** The addresses of `now` that are new, or changed, since `told`. */
export function changedSince(told: Pages, now: Pages): readonly string[] {
  return [...now].filter(([address, name]) => told.get(address) !== name).map(([address]) => address);
}

/** The addresses that are gone since `told`. */
export function goneSince(told: Pages, now: Pages): readonly string[] {
  return [...told.keys()].filter((address) => !now.has(address));
}

/** What somebody was told, after being told of `addresses` as they are in `now`. */
export function nowTold(told: Pages, now: Pages, addresses: readonly string[]): Pages {
  const after = new Map(told);
  for (const address of addresses) {
    const name = now.get(address);
    if (name === undefined) after.delete(address);
    else after.set(address, name);
  }
  return after;
}

/** What `to` was told, from the file at `path`; nothing when it was somebody else, or nobody: to tell once too often does no harm. */
export async function readTold(path: string, to: string): Promise<Pages> {
  const found = await readNote(path);
  if (!isRecord(found) || found.to !== to || !isRecord(found.pages)) return new Map();
  const told = new Map<string, string>();
  for (const [address, name] of Object.entries(found.pages))
    if (typeof name === 'string') told.set(address, name);
  return told;
}

export async function writeTold(path: string, to: string, pages: Pages): Promise<void> {
  await writeNote(path, { to, pages: Object.fromEntries(pages) });
}
